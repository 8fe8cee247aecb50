package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The path of an upload in its stream. Its elements are safe as file names. Immutable.
 *
 * <p>An element is not empty, does not start with a dot, and has at most 200 bytes. It contains no {@code /}, no {@code
 * \}, and no control or formatting characters. The path does not collide with the stream's own files.
 */
public record UploadPath(List<String> elements) {
    private static final int MAX_ELEMENT_BYTES = 200;
    private static final int MAX_BYTES = 1024;
    private static final int MAX_ELEMENTS = 16;

    /** The reason why a path is invalid. */
    public static final class BadPathException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean forbidden;

        BadPathException(String message, boolean forbidden) {
            super(message, null, false, false);
            this.forbidden = forbidden;
        }

        /** Returns whether the path would leave the stream or name one of the stream's own files. */
        public boolean forbidden() {
            return forbidden;
        }
    }

    public UploadPath {
        elements = List.copyOf(elements);
    }

    /** Checks decoded path elements and returns the path. */
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

    /** Returns whether an element could collide with a certificate file. Ignores case, because some file systems do. */
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

    /** Returns the elements, separated by {@code /}. */
    public String text() {
        return String.join("/", elements);
    }

    /** Returns the text after the last dot of the last element, or an empty string. */
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
