package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.wire.MalformedException;

/** A stream being read from its journal. Confined to the thread that reads. */
final class LoadedStream {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedStream.class);

    private final StreamFolder folder;
    private final Journal journal;
    private final StreamState state = new StreamState();
    private final Map<Long, UploadRecord> uploads = new LinkedHashMap<>();
    private long lastNumber;

    LoadedStream(StreamFolder folder, Journal journal) {
        this.folder = folder;
        this.journal = journal;
    }

    /** Takes over what a line of the journal says; one that makes no sense is passed over. */
    void replay(Map<String, @Nullable Object> line) {
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
                uploads.put(upload.number(), upload);
                lastNumber = Math.max(lastNumber, upload.number());
                state.uploaded(upload);
            }
            case "deleted" ->
                state.deleted(new UploadPath(
                        Arrays.asList(RecordJson.string(line, "path").split("/", -1))));
            case "track_names" -> state.trackNames(RecordJson.strings(line, "names"));
            default -> {}
        }
    }

    /** Places uploads that were recorded but not yet renamed; removes those that never became whole. */
    void finishInterrupted() throws IOException {
        if (!Files.isDirectory(folder.incoming())) {
            return;
        }
        for (var upload : uploads.values()) {
            if (upload.verdict() != UploadRecord.Verdict.CUT_OFF && Files.exists(folder.incoming(upload.number()))) {
                folder.place(upload);
            }
        }
        try (var left = Files.list(folder.incoming())) {
            for (var file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    StreamFolder folder() {
        return folder;
    }

    Journal journal() {
        return journal;
    }

    StreamState state() {
        return state;
    }

    /** The highest number of an upload, 0 if there is none. */
    long lastNumber() {
        return lastNumber;
    }
}
