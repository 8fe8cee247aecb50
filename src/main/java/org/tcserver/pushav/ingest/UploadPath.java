package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where an upload goes inside its stream: path elements that are safe as file names. Immutable.
 *
 * <p>No element is empty, begins with a dot, holds {@code /}, {@code \} or a character that does not show as itself,
 * or is longer than 200 bytes; the names that the stream keeps for itself are not among them.
 */
public record UploadPath(List<String> elements) {
    private static final int MAX_ELEMENT_BYTES = 200;
    private static final int MAX_BYTES = 1024;
    private static final int MAX_ELEMENTS = 16;

    /** Why a path may not be uploaded to. */
    public static final class BadPathException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean forbidden;

        BadPathException(String message, boolean forbidden) {
            super(message, null, false, false);
            this.forbidden = forbidden;
        }

        /** Whether it would lead outside the stream or to a file that the stream keeps for itself. */
        public boolean forbidden() {
            return forbidden;
        }
    }

    public UploadPath {
        elements = List.copyOf(elements);
    }

    /** Checks decoded path elements. */
    public static UploadPath of(List<String> elements) throws BadPathException {
        if (elements.isEmpty() || elements.size() > MAX_ELEMENTS) {
            throw new BadPathException("a path has 1 to " + MAX_ELEMENTS + " elements", false);
        }
        for (var element : elements) {
            checkElement(element);
        }
        var path = new UploadPath(elements);
        if (path.text().getBytes(UTF_8).length > MAX_BYTES) {
            throw new BadPathException("the path is too long", false);
        }
        if (elements.getFirst().equalsIgnoreCase("stream.json")
                || elements.stream().anyMatch(UploadPath::namesCertificate)) {
            throw new BadPathException("the server keeps files of that name itself", true);
        }
        return path;
    }

    /** Folders of such names would stand where certificates go; some file systems take them in any case. */
    private static boolean namesCertificate(String element) {
        return element.toLowerCase(Locale.ROOT).endsWith(".crt");
    }

    private static void checkElement(String element) throws BadPathException {
        if (element.isEmpty()) {
            throw new BadPathException("a path element is empty", false);
        }
        if (element.startsWith(".")) {
            throw new BadPathException("a path element begins with a dot", true);
        }
        if (element.codePoints().anyMatch(c -> c == '/' || c == '\\' || !Excerpt.isPlain(c))) {
            throw new BadPathException("a path element has a character that may not be in a name", true);
        }
        if (element.getBytes(UTF_8).length > MAX_ELEMENT_BYTES) {
            throw new BadPathException("a path element is too long", false);
        }
    }

    /** The elements with {@code /} between them. */
    public String text() {
        return String.join("/", elements);
    }

    /** The text after the last dot of the last element, empty if it has none. */
    public String extension() {
        var name = elements.getLast();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    Path in(Path folder) {
        var path = folder;
        for (var element : elements) {
            path = path.resolve(element);
        }
        return path;
    }

    @Override
    public String toString() {
        return text();
    }
}
