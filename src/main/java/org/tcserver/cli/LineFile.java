package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a UTF-8 file that a flag names, with one entry per line. Ignores empty lines and those that start with {@code
 * #}, and a carriage return at the end of a line.
 */
final class LineFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final Set<PosixFilePermission> FOR_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /**
     * A line with an entry.
     *
     * @param origin the flag, the file and the line number, for errors
     */
    record Line(String origin, String text) {
        UsageException bad(String why) {
            return new UsageException(origin + ": " + why);
        }
    }

    private LineFile() {}

    /** Returns the entries; a {@link UsageException} contains {@code flag}, the file and the reason. */
    static List<Line> read(String flag, Path file) throws UsageException {
        var lines = new ArrayList<Line>();
        int number = 0;
        for (var line : text(flag + " " + file, file).split("\n", -1)) {
            number++;
            var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!text.isBlank() && !text.startsWith("#")) {
                lines.add(new Line(flag + " " + file + ":" + number, text));
            }
        }
        return lines;
    }

    /** Returns whether users other than the file's owner can read it, as far as the system reports. */
    static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(FOR_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String text(String name, Path file) throws UsageException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UsageException(name + ": longer than a mebibyte");
            }
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UsageException(name + ": no such file");
        } catch (AccessDeniedException e) {
            throw new UsageException(name + ": no permission to read it");
        } catch (CharacterCodingException e) {
            throw new UsageException(name + ": not in UTF-8");
        } catch (IOException e) {
            throw new UsageException(name + ": cannot be read: " + e.getMessage());
        }
    }
}
