package org.tcserver.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Opens files that are readable only by the user of this process, from creation on. Existing files keep their
 * permissions. Thread-safe: stateless.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Opens a file for writing, with mode 0600 if this creates it. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    /**
     * Opens an empty file that will replace {@code old}, with the permissions of {@code old}, or mode 0600 if it does
     * not exist.
     */
    public static FileChannel openSuccessor(Path file, Path old) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(permissions(old)));
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (NoSuchFileException e) {
            return PRIVATE;
        }
    }

    /** Writes all of {@code bytes}. */
    public static void write(FileChannel to, byte[] bytes) throws IOException {
        for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
            to.write(left);
        }
    }
}
