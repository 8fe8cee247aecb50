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

/** A stream being read from its journal. Confined to the thread that reads. */
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
     * Opens a stream that was created before, finishing what a crash interrupted.
     *
     * @return null if there is none in that folder
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

    /** Takes over what a line of the journal says; one that makes no sense is passed over, unless it is the first. */
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

    /** Places uploads that were recorded but not yet renamed; removes those that never became whole. */
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
