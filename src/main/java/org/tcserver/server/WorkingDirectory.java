package org.tcserver.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.disk.Folders;
import org.tcserver.disk.PrivateFiles;
import org.tcserver.pushav.ingest.FileTrees;

/**
 * The folder for all data of a Push AV server, created if missing. A lock file prevents a second server from writing
 * into the same journals. A temporary folder is removed at the end of the server or of the process. Thread-safe,
 * guarded by a lock.
 */
final class WorkingDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkingDirectory.class);
    private static final String LOCK = ".lock";
    private static final String SERVER_CERTIFICATES = "certs/server";

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;
    private final Thread remover = new Thread(this::removeAtExit, "remove-temporary");
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;

    private WorkingDirectory(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
        if (temporary) {
            Runtime.getRuntime().addShutdownHook(remover);
        }
    }

    /** Opens the given folder, or a temporary one. */
    static WorkingDirectory open(Optional<Path> wanted) throws IOException {
        var path = wanted.isPresent() ? wanted.get() : Files.createTempDirectory("TC_PAVS_1_0");
        Folders.makePassable(path);
        var channel = PrivateFiles.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another server is using the working directory " + path);
        }
        var directory = new WorkingDirectory(path, wanted.isEmpty(), channel);
        try {
            directory.makeFolders();
        } catch (IOException e) {
            directory.close();
            throw e;
        }
        return directory;
    }

    /**
     * Creates the folders for certificates. The server creates them only here, so it writes no key after their removal
     * at process exit.
     */
    private void makeFolders() throws IOException {
        closing.lock();
        try {
            if (closed) {
                throw new IOException("the process is ending");
            }
            // other users may traverse these folders to read root.pem for their clients, but cannot list them
            Folders.makePassable(serverCertificates());
            Folders.makePrivate(deviceCertificates());
        } finally {
            closing.unlock();
        }
    }

    /** Tries to lock the folder. The system releases the lock when the process ends, even after a crash. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // a server in this process holds the lock
        }
    }

    Path serverCertificates() {
        return path.resolve(SERVER_CERTIFICATES);
    }

    Path deviceCertificates() {
        return path.resolve("certs/device");
    }

    Path path() {
        return path;
    }

    /**
     * Returns a readable form of a file error; the library's message is often only the path.
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
        closing.lock();
        try (lock) {
            if (temporary && !closed) {
                closed = true;
                remove();
            }
        } finally {
            closing.unlock();
        }
    }

    /** Removes the folder. Removes the keys first, in case a later removal fails. */
    private void remove() throws IOException {
        removeCertificates();
        FileTrees.delete(path);
        if (!Thread.currentThread().equals(remover)) {
            forgetRemover();
        }
    }

    /** Removes the certificates; retries if another thread creates keys at the same time. */
    private void removeCertificates() throws IOException {
        var certificates = path.resolve("certs");
        while (Files.exists(certificates)) {
            try {
                FileTrees.delete(certificates);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                LOG.debug("{} is removed again, since it changed: {}", certificates, e.toString());
            }
        }
    }

    private void forgetRemover() {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending: {} waits for its removal and finds it done", remover.getName());
        }
    }

    /**
     * Removes the folder if the process exits without closing this, for example after the death of a required thread.
     */
    private void removeAtExit() {
        try {
            close();
        } catch (IOException e) {
            LOG.error("{} could not be removed: {}", path, e.toString());
        }
    }
}
