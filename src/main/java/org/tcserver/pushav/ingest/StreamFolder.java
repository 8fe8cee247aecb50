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
 * The folder of one stream. It contains accepted uploads at their paths, refused ones in {@code .refused}, unfinished
 * ones in {@code .incoming}, the journal in {@code .journal}, and {@code stream.json} for external readers.
 *
 * <p>The stream's lock guards placing a file. Placing can be repeated after a crash.
 */
final class StreamFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSSSSS").withZone(ZoneOffset.UTC);
    static final String CERTIFICATE = ".crt";

    /** A folder exists at the path of a file, or a file at the path of a folder. */
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

    /** Returns the file for accepted content of the path. */
    Path accepted(UploadPath path) {
        return path.in(folder);
    }

    /** Returns the file for the newest refused content of the path. */
    Path refused(UploadPath path) {
        return path.in(refused);
    }

    /** Returns the content at a path: the accepted one, else the newest refused one, else null. */
    @Nullable StoredFile find(UploadPath path) {
        return stored(accepted(path), refused(path));
    }

    /** Returns the certificate that came with the content at a path, or null if there is none. */
    @Nullable StoredFile findCertificate(UploadPath path) {
        var content = find(path);
        var file = content == null ? null : certificate(content.file());
        return content == null || file == null || !Files.isRegularFile(file)
                ? null
                : new StoredFile(file, content.refused());
    }

    /** Maps the possible files of a path's content, including former content, to their recorded upload times. */
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

    /** Creates the folders for the path. Returns the new name for the file at the path, or null if there is none. */
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

    /** Renames an upload into place; keeps the previous file under its {@code former} name. */
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

    /** Returns after the names from {@link #place} are on disk. Needs no lock. */
    void syncPlaced(UploadRecord upload) throws IOException {
        Folders.syncParent(target(upload));
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes accepted content and its certificate, and the folders that become empty. */
    void delete(UploadPath path) throws IOException {
        delete(accepted(path));
    }

    /** Deletes any content of this stream and its certificate, and the folders that become empty. */
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

    /** Deletes the refused content of a path, including former content in its history. */
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

    /** Replaces {@code stream.json}. It is not synced: no commit depends on it, and each start rewrites it. */
    void writeState(byte[] json) throws IOException {
        var fresh = folder.resolve(".stream.json.new");
        try (var channel = PrivateFiles.openSuccessor(fresh, stateFile())) {
            PrivateFiles.write(channel, json);
        }
        Files.move(fresh, stateFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
