package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.disk.Folders;
import org.tcserver.wire.MalformedException;

/**
 * Imports a stream that has a {@code stream.json} but no journal, as the reference server creates it. Existing files
 * that the state names become uploads. A folder whose {@code stream.json} is not a stream's state stays unchanged.
 */
final class ReferenceState {
    private ReferenceState() {}

    static void importInto(Path path) throws IOException {
        var folder = new StreamFolder(path);
        if (Files.exists(folder.journal()) || !Files.isRegularFile(folder.stateFile())) {
            return;
        }
        Map<String, @Nullable Object> state;
        try {
            state = JsonText.readObject(Files.readAllBytes(folder.stateFile()));
        } catch (MalformedException e) {
            return;
        }
        var kind = IngestInterface.of(String.valueOf(state.get("interface")));
        if (kind.isEmpty() || !(state.get("id") instanceof Long id)) {
            return;
        }
        var fresh = Compaction.fresh(folder.journal());
        Files.deleteIfExists(fresh);
        try (var journal = Journal.open(fresh, line -> {})) {
            var settings = new StreamSettings(id, kind.get(), Boolean.TRUE.equals(state.get("strict_mode")));
            journal.append(out -> RecordJson.writeCreated(out, settings, Instant.now()));
            for (var upload : uploads(state, folder)) {
                journal.append(out -> RecordJson.write(out, upload));
            }
            journal.sync();
        }
        Folders.rename(fresh, folder.journal());
    }

    private static List<UploadRecord> uploads(Map<String, @Nullable Object> state, StreamFolder folder)
            throws IOException {
        var uploads = new ArrayList<UploadRecord>();
        for (var list : List.of("valid_uploads", "error_uploads")) {
            if (state.get(list) instanceof List<?> entries) {
                for (var entry : entries) {
                    if (entry instanceof Map<?, ?> map && map.get("file_path") instanceof String path) {
                        add(uploads, folder, path, map.get("reasons"));
                    }
                }
            }
        }
        return uploads;
    }

    private static void add(List<UploadRecord> uploads, StreamFolder folder, String text, @Nullable Object reasons)
            throws IOException {
        UploadPath path;
        try {
            path = UploadPath.of(Arrays.asList(text.split("/", -1)));
        } catch (UploadPath.BadPathException e) {
            return;
        }
        var file = folder.accepted(path);
        if (!Files.isRegularFile(file)) {
            return;
        }
        uploads.add(new UploadRecord(
                uploads.size() + 1L,
                path,
                Files.getLastModifiedTime(file).toInstant(),
                Files.size(file),
                UploadRecord.Verdict.ACCEPTED,
                reasons instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(),
                List.of(),
                Files.exists(StreamFolder.certificate(file)) ? "unknown" : null,
                null,
                -1,
                FactsReader.read(path, file, null)));
    }
}
