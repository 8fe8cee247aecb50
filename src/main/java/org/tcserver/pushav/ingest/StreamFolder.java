package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.disk.Folders;
import org.tcserver.disk.PrivateFiles;

/**
 * The folder of one stream: uploads at their paths, refused ones in {@code .refused}, unfinished ones in
 * {@code .incoming}, the journal in {@code .journal}, and {@code stream.json} for whoever wants to read it.
 *
 * <p>Placing a file is guarded by its stream's lock, and may be done again after a crash in the middle of it.
 */
final class StreamFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSSSSS").withZone(ZoneOffset.UTC);
    static final String CERTIFICATE = ".crt";

    /** A folder stands where a file should go, or a file where a folder should. */
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1L;

        TakenException() {
            super("a file and a folder would have the same path", null, false, false);
        }
    }

    private final Path folder;
    private final Path incoming;
    private final Path refused;

    StreamFolder(Path folder) {
        this.folder = folder;
        this.incoming = folder.resolve(".incoming");
        this.refused = folder.resolve(".refused");
    }

    Path root() {
        return folder;
    }

    Path refused() {
        return refused;
    }

    Path journal() {
        return folder.resolve(".journal");
    }

    Path stateFile() {
        return folder.resolve("stream.json");
    }

    Path incoming() {
        return incoming;
    }

    Path incoming(long number) {
        return incoming.resolve(Long.toString(number));
    }

    static Path certificate(Path file) {
        return file.resolveSibling(file.getFileName() + CERTIFICATE);
    }

    FileChannel openIncoming(long number) throws IOException {
        try {
            return PrivateFiles.open(incoming(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (java.nio.file.NoSuchFileException e) {
            Folders.makePrivate(incoming);
            return PrivateFiles.open(incoming(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    /** Writes the certificate that came with an upload beside its content. */
    void writeCertificate(long number, Evidence.ClientCertificate certificate) throws IOException {
        var file = certificate(incoming(number));
        try (var channel = PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PrivateFiles.write(channel, certificate.json().getBytes(UTF_8));
        }
    }

    void discardIncoming(long number) throws IOException {
        Files.deleteIfExists(incoming(number));
        Files.deleteIfExists(certificate(incoming(number)));
    }

    /** Where accepted content of the path stands. */
    Path accepted(UploadPath path) {
        return path.in(folder);
    }

    /** Where the newest refused content of the path is kept. */
    Path refused(UploadPath path) {
        return path.in(refused);
    }

    /** The content of a path: what was accepted, else the newest that was refused, else null. */
    @Nullable StoredFile find(UploadPath path) {
        return stored(accepted(path), refused(path));
    }

    /** The certificate that came with the content of a path, or null if none did. */
    @Nullable StoredFile findCertificate(UploadPath path) {
        var content = find(path);
        var file = content == null ? null : certificate(content.file());
        return content == null || file == null || !Files.isRegularFile(file)
                ? null
                : new StoredFile(file, content.refused());
    }

    /** Where content of a path may be, former content too, and when it came by the records. */
    Map<Path, Instant> contents(UploadedFile file) {
        var contents = new HashMap<Path, Instant>();
        var accepted = accepted(file.path());
        var refused = refused(file.path());
        for (var former : file.history()) {
            if (former.kept() != null) {
                contents.put(accepted.resolveSibling(former.kept()), former.at());
                contents.put(refused.resolveSibling(former.kept()), former.at());
            }
            if (former.number() == file.refused()) {
                contents.put(refused, former.at());
            }
        }
        if (file.latest().number() == file.refused()) {
            contents.put(refused, file.latest().at());
        }
        var standing = file.standing();
        if (standing != null) {
            contents.put(accepted, standing.at());
        }
        return contents;
    }

    private static @Nullable StoredFile stored(Path accepted, Path refused) {
        if (Files.isRegularFile(accepted)) {
            return new StoredFile(accepted, false);
        }
        return Files.isRegularFile(refused) ? new StoredFile(refused, true) : null;
    }

    private Path target(UploadPath path, boolean accept) {
        return accept ? accepted(path) : refused(path);
    }

    /** Makes the folders that the path needs, and the name that what stands there will get, null if nothing does. */
    @Nullable String prepare(UploadPath path, boolean accept, Instant now) throws IOException, TakenException {
        var target = target(path, accept);
        var parent = target.getParent();
        try {
            if (parent != null) {
                Folders.makePrivate(parent);
            }
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new TakenException();
        } catch (java.nio.file.FileSystemException e) {
            if (String.valueOf(e.getReason()).equals("Not a directory")) {
                throw new TakenException();
            }
            throw e;
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new TakenException();
        }
        return Files.exists(target) ? formerName(target, now) : null;
    }

    private static String formerName(Path target, Instant now) {
        var name = target.getFileName().toString();
        int dot = name.lastIndexOf('.');
        var stem = dot < 0 ? name : name.substring(0, dot);
        var extension = dot < 0 ? "" : name.substring(dot);
        for (var at = now; ; at = at.plusNanos(1000)) {
            var former = stem + "." + STAMP.format(at) + extension;
            if (!Files.exists(target.resolveSibling(former))) {
                return former;
            }
        }
    }

    /** Renames an upload into place, keeping what stood there under its {@code former} name. */
    void place(UploadRecord upload) throws IOException {
        var target = target(upload);
        var fresh = incoming(upload.number());
        if (upload.former() != null) {
            var former = target.resolveSibling(upload.former());
            if (!Files.exists(former)) {
                Files.createLink(former, target);
            }
            moveIfThere(certificate(target), certificate(former));
        }
        moveIfThere(fresh, target);
        moveIfThere(certificate(fresh), certificate(target));
    }

    private Path target(UploadRecord upload) {
        return target(upload.path(), upload.verdict() == UploadRecord.Verdict.ACCEPTED);
    }

    /** Returns when the names that {@link #place} gave are on the disk. Needs no lock. */
    void syncPlaced(UploadRecord upload) throws IOException {
        Folders.syncParent(target(upload));
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes accepted content with its certificate, and the folders that it leaves empty. */
    void delete(UploadPath path) throws IOException {
        delete(accepted(path));
    }

    /** Removes any content of this stream with its certificate, and the folders that it leaves empty. */
    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(certificate(file));
        var parent = file.getParent();
        while (parent != null && !parent.equals(folder) && !parent.equals(refused)) {
            try (var left = Files.list(parent)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(parent);
            parent = parent.getParent();
        }
    }

    /** Removes what was refused at a path, and the former ones that are still known. */
    void deleteRefused(UploadedFile file) throws IOException {
        var newest = refused(file.path());
        for (var former : file.history()) {
            if (former.kept() != null) {
                deleteIfThere(newest.resolveSibling(former.kept()));
            }
        }
        deleteIfThere(newest);
    }

    private void deleteIfThere(Path file) throws IOException {
        if (Files.exists(file)) {
            delete(file);
        }
    }

    /** Replaces {@code stream.json}. It commits nothing, and is written anew at each start, so it is not synced. */
    void writeState(byte[] json) throws IOException {
        var fresh = folder.resolve(".stream.json.new");
        try (var channel = PrivateFiles.openSuccessor(fresh, stateFile())) {
            PrivateFiles.write(channel, json);
        }
        Files.move(fresh, stateFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
