package org.tcserver.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tcserver.pushav.ingest.FileTrees;

/**
 * The folder that a Push AV server keeps everything in: made if it is missing, held against a second server, which would
 * write into the same journals, and removed at the end if it is temporary. Thread-safe.
 */
final class WorkingDirectory implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private WorkingDirectory(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** Opens the folder that the user wants, or a temporary one. */
    static WorkingDirectory open(Optional<Path> wanted) throws IOException {
        var path = wanted.isPresent() ? wanted.get() : Files.createTempDirectory("TC_PAVS_1_0");
        Files.createDirectories(path);
        var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another server is using the working directory " + path);
        }
        return new WorkingDirectory(path, wanted.isEmpty(), channel);
    }

    /** The system frees the lock when the process ends, however it ends. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // a server in this process has it
        }
    }

    Path path() {
        return path;
    }

    /**
     * An error with a file, as a person wants to read it: the library's message is often no more than the path.
     *
     * @param wanted the folder that the user named
     */
    static IOException explained(Optional<Path> wanted, FileSystemException e) {
        var reason = switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException exists -> "it is not a folder";
            case NoSuchFileException missing -> "there is no such file or folder";
            default -> String.valueOf(e.getReason());
        };
        var option =
                wanted.map(folder -> "--working-directory " + folder + ": ").orElse("");
        boolean isFolder = wanted.isPresent() && wanted.get().toString().equals(e.getFile());
        return new IOException(option + (isFolder ? "" : "cannot use " + e.getFile() + ": ") + reason, e);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (temporary) {
            FileTrees.delete(path);
        }
    }
}
