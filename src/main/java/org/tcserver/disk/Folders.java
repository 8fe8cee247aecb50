package org.tcserver.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes folders and renames files, so that both survive a power failure. Modes hold from creation on; the umask may take
 * away more. Existing folders keep their modes. Thread-safe: stateless.
 */
public final class Folders {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PASSABLE = mode("rwx--x--x");

    private Folders() {}

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Makes a folder, and its missing parents, that only the user of this process may use. */
    public static void makePrivate(Path folder) throws IOException {
        make(folder, PRIVATE);
    }

    /** Makes a folder, and its missing parents, that other users may pass through but not list. */
    public static void makePassable(Path folder) throws IOException {
        make(folder, PASSABLE);
    }

    private static void make(Path folder, FileAttribute<?> mode) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.exists(parent)) {
            make(parent, mode);
        }
        try {
            Files.createDirectory(folder, mode);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        syncParent(folder);
    }

    /** Replaces {@code to} by {@code from} in one step, and returns when the new name is on the disk. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncParent(to);
    }

    /** Returns when the folder of {@code file} is on the disk: without that, a power failure may undo a rename. */
    public static void syncParent(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (var folder = FileChannel.open(parent, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
