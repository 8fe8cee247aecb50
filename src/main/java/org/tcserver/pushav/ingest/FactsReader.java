package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the facts that the rules need from a file. */
final class FactsReader {
    private static final long MAX_MANIFEST_BYTES = 4L << 20;

    private FactsReader() {}

    /**
     * Reads the facts of {@code file}, which will be stored at {@code path}; {@code init} is the init segment of its
     * track, or null.
     */
    static Facts read(UploadPath path, Path file, @Nullable Path init) throws IOException {
        return switch (path.extension()) {
            case "mpd", "m3u8" -> manifest(path, file);
            case "init", "m4s" -> MediaReader.facts(file, init);
            default -> Facts.NONE;
        };
    }

    private static Facts manifest(UploadPath path, Path file) throws IOException {
        if (Files.size(file) > MAX_MANIFEST_BYTES) {
            return new Facts.Unreadable("the manifest is longer than 4 MiB");
        }
        var bytes = Files.readAllBytes(file);
        return path.extension().equals("mpd") ? MpdReader.read(bytes) : PlaylistReader.read(new String(bytes, UTF_8));
    }
}
