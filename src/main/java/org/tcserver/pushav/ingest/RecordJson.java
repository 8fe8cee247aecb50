package org.tcserver.pushav.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.isobmff.FragmentSequence;
import org.tcserver.wire.MalformedException;

/** Converts journal records to JSON lines and back. */
final class RecordJson {
    private RecordJson() {}

    /** Writes the first line of a journal. */
    static void writeCreated(JsonGenerator out, StreamSettings settings, Instant at) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "created");
        out.writeNumberField("id", settings.id());
        out.writeStringField("interface", settings.ingestInterface().toString());
        out.writeBooleanField("strict_mode", settings.strict());
        out.writeStringField("at", at.toString());
        out.writeEndObject();
    }

    static StreamSettings readCreated(Map<String, @Nullable Object> line) throws MalformedException {
        var kind = IngestInterface.of(string(line, "interface"))
                .orElseThrow(() -> new MalformedException("a journal names an unknown interface"));
        return new StreamSettings(number(line, "id"), kind, Boolean.TRUE.equals(line.get("strict_mode")));
    }

    static void writeTrackNames(JsonGenerator out, List<String> names) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "track_names");
        JsonText.strings(out, "names", names);
        out.writeEndObject();
    }

    static void writeDeleted(JsonGenerator out, UploadPath path) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "deleted");
        out.writeStringField("path", path.text());
        out.writeEndObject();
    }

    /** Writes the highest upload number, so that numbers whose records are gone are not reused. */
    static void writeLastNumber(JsonGenerator out, long number) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "compacted");
        out.writeNumberField("last_number", number);
        out.writeEndObject();
    }

    static void write(JsonGenerator out, UploadRecord upload) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "upload");
        out.writeNumberField("number", upload.number());
        out.writeStringField("path", upload.path().text());
        out.writeStringField("at", upload.at().toString());
        out.writeNumberField("bytes", upload.bytes());
        out.writeStringField("verdict", upload.verdict().toString());
        JsonText.strings(out, "reasons", upload.reasons());
        JsonText.strings(out, "warnings", upload.warnings());
        out.writeStringField("subject", upload.subject());
        out.writeStringField("former", upload.former());
        if (upload.announcedSeconds() > 0) {
            out.writeNumberField("announced_seconds", upload.announcedSeconds());
        }
        writeFacts(out, upload.facts());
        out.writeEndObject();
    }

    /** Writes the facts that later judgements need. */
    static void writeFacts(JsonGenerator out, Facts facts) throws IOException {
        switch (facts) {
            case Facts.Mpd mpd -> out.writeStringField("mpd_type", mpd.type());
            case Facts.Media media -> {
                out.writeNumberField("sequence", media.sequence().last());
                out.writeNumberField("decode_end", media.end());
                out.writeBooleanField("last_segment", media.last());
            }
            case Facts.Playlist playlist -> out.writeNumberField("track_lines", playlist.trackLines());
            case Facts.None none -> {}
            case Facts.Unreadable unreadable -> {}
        }
    }

    static UploadRecord read(Map<String, @Nullable Object> line) throws MalformedException {
        try {
            return new UploadRecord(
                    number(line, "number"),
                    path(string(line, "path")),
                    Instant.parse(string(line, "at")),
                    number(line, "bytes"),
                    verdict(string(line, "verdict")),
                    strings(line, "reasons"),
                    strings(line, "warnings"),
                    (String) line.get("subject"),
                    (String) line.get("former"),
                    line.get("announced_seconds") instanceof Number seconds ? seconds.doubleValue() : -1,
                    readFacts(line));
        } catch (ClassCastException | DateTimeException e) {
            throw new MalformedException("a journal line has a value of the wrong kind");
        }
    }

    static Facts readFacts(Map<String, @Nullable Object> line) {
        if (line.get("mpd_type") instanceof String type) {
            return new Facts.Mpd(type, true, List.of(), List.of());
        }
        if (line.get("track_lines") instanceof Number count) {
            return new Facts.Playlist(true, count.intValue(), "", false, List.of(), List.of());
        }
        if (line.get("sequence") instanceof Long last && line.get("decode_end") instanceof Long end) {
            var sequence = new FragmentSequence(1, last, last, true);
            return new Facts.Media(null, false, Boolean.TRUE.equals(line.get("last_segment")), sequence, -1, end, -1);
        }
        return Facts.NONE;
    }

    private static UploadRecord.Verdict verdict(String text) throws MalformedException {
        for (var verdict : UploadRecord.Verdict.values()) {
            if (verdict.toString().equals(text)) {
                return verdict;
            }
        }
        throw new MalformedException("a journal line has an unknown verdict");
    }

    static UploadPath path(String text) {
        return new UploadPath(Arrays.asList(text.split("/", -1)));
    }

    static long number(Map<String, @Nullable Object> line, String field) throws MalformedException {
        if (line.get(field) instanceof Long value) {
            return value;
        }
        throw new MalformedException("a journal line has no " + field);
    }

    static String string(Map<String, @Nullable Object> line, String field) throws MalformedException {
        if (line.get(field) instanceof String value) {
            return value;
        }
        throw new MalformedException("a journal line has no " + field);
    }

    static List<String> strings(Map<String, @Nullable Object> line, String field) {
        return line.get(field) instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }
}
