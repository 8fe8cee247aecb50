package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.wire.MalformedException;

/** A stream that is being loaded from its journal. Confined to the loading thread. */
final class LoadedStream {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedStream.class);

    private final StreamFolder folder;
    private final StreamState state = new StreamState();
    private final Set<String> incoming = new HashSet<>();
    private final Map<Long, UploadRecord> interrupted = new LinkedHashMap<>();
    private @Nullable StreamSettings settings;

    private LoadedStream(StreamFolder folder) {
        this.folder = folder;
    }

    /**
     * Opens an existing stream and finishes the operations that a crash interrupted.
     *
     * @return null if the folder contains no stream
     */
    static PushStream.@Nullable Opened open(StreamFolder folder) throws IOException {
        var loaded = new LoadedStream(folder);
        loaded.listIncoming();
        Files.deleteIfExists(Compaction.fresh(folder.journal()));
        var journal = Journal.open(folder.journal(), loaded::replay);
        var settings = loaded.settings;
        if (settings == null) {
            return null;
        }
        loaded.finishInterrupted();
        return new PushStream.Opened(settings, folder, new Ledger(folder, journal, loaded.state));
    }

    private void listIncoming() throws IOException {
        if (Files.isDirectory(folder.incoming())) {
            try (var files = Files.list(folder.incoming())) {
                files.forEach(file -> incoming.add(file.getFileName().toString()));
            }
        }
    }

    /** Applies a line of the journal. An invalid first line is an error; other invalid lines are skipped. */
    private void replay(Map<String, @Nullable Object> line) throws MalformedException {
        if (settings == null) {
            settings = RecordJson.readCreated(line);
            return;
        }
        try {
            apply(line);
        } catch (MalformedException e) {
            LOG.error("{}: {}; that line is passed over", folder.journal(), e.getMessage());
        }
    }

    private void apply(Map<String, @Nullable Object> line) throws MalformedException {
        switch (RecordJson.string(line, "event")) {
            case "upload" -> {
                var upload = RecordJson.read(line);
                if (isInterrupted(upload.number())) {
                    interrupted.put(upload.number(), upload);
                }
                state.uploaded(upload);
            }
            case "deleted" -> state.deleted(RecordJson.path(RecordJson.string(line, "path")));
            case "track_names" -> state.trackNames(RecordJson.strings(line, "names"));
            case "compacted" -> state.lastNumber(RecordJson.number(line, "last_number"));
            case "session" -> state.resume(SessionJson.readSession(line));
            case "track" -> state.resume(RecordJson.number(line, "session"), SessionJson.readTrack(line));
            default -> {}
        }
    }

    private boolean isInterrupted(long number) {
        var name = Long.toString(number);
        return incoming.contains(name) || incoming.contains(name + StreamFolder.CERTIFICATE);
    }

    /** Moves recorded uploads into place if a crash prevented that, and removes incomplete ones. */
    private void finishInterrupted() throws IOException {
        for (var upload : interrupted.values()) {
            if (upload.verdict() != UploadRecord.Verdict.CUT_OFF) {
                folder.place(upload);
                folder.syncPlaced(upload);
            }
        }
        for (var name : incoming) {
            Files.deleteIfExists(folder.incoming().resolve(name));
        }
    }
}
