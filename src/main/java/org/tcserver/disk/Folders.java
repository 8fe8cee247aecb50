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
 * Creates folders and renames files so that both survive a power failure. Permissions apply from creation on; the umask
 * may remove some. Existing folders keep their permissions. Thread-safe: stateless.
 */
public final class Folders {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PASSABLE = mode("rwx--x--x");

    private Folders() {}

    private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Creates a folder and its missing parents, accessible only to the user of this process. */
    public static void makePrivate(Path folder) throws IOException {
        make(folder, PRIVATE);
    }

    /** Creates a folder and its missing parents, which other users may traverse but not list. */
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

    /** Atomically replaces {@code to} by {@code from}; returns after the new name is on disk. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncParent(to);
    }

    /** Syncs the folder of {@code file} to disk; without that, a power failure may undo a rename. */
    public static void syncParent(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (var folder = FileChannel.open(parent, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }
}
