package org.tcserver.cert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.tcserver.disk.Folders;
import org.tcserver.disk.PrivateFiles;

/** Writes small files completely or not at all. */
final class DurableFiles {
    private DurableFiles() {}

    /** Replaces {@code file} by a world-readable one. */
    static void writePublic(Path file, String text) throws IOException {
        Folders.rename(write(file, text, "rw-r--r--"), file);
    }

    /** Replaces a key and its certificate. Writes both new files before it replaces either. */
    static void writePair(Path keyFile, String key, Path certificateFile, String certificate) throws IOException {
        var freshKey = write(keyFile, key, "rw-------");
        var freshCertificate = write(certificateFile, certificate, "rw-r--r--");
        Folders.rename(freshKey, keyFile);
        Folders.rename(freshCertificate, certificateFile);
    }

    /** Writes and syncs the new content of {@code file} to a temporary file. */
    private static Path write(Path file, String text, String permissions) throws IOException {
        var fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, attribute)) {
            PrivateFiles.write(channel, text.getBytes(UTF_8));
            channel.force(true);
        }
        return fresh;
    }
}
