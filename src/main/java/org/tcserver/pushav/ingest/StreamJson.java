package org.tcserver.pushav.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** The JSON form of a stream for clients. */
public final class StreamJson {
    private StreamJson() {}

    /** Writes the stream object; its first member is {@code id}. */
    public static void write(JsonGenerator out, StreamView stream) throws IOException {
        out.writeStartObject();
        out.writeNumberField("id", stream.settings().id());
        out.writeNumberField("stream_id", stream.settings().id());
        out.writeBooleanField("strict_mode", stream.settings().strict());
        out.writeStringField("interface", stream.settings().ingestInterface().toString());
        out.writeStringField(
                "track_name",
                stream.trackNames().isEmpty() ? null : stream.trackNames().getFirst());
        if (stream.trackNames().size() > 1) {
            JsonText.strings(out, "track_names", stream.trackNames());
        }
        out.writeArrayFieldStart("sessions");
        for (var session : stream.sessions()) {
            session(out, session);
        }
        out.writeEndArray();
        files(out, stream);
        progress(out, stream);
        out.writeEndObject();
    }

    private static void session(JsonGenerator out, StreamView.Session session) throws IOException {
        out.writeStartObject();
        out.writeNumberField("id", session.id());
        uploads(out, "uploaded_segments", session.segments());
        uploads(out, "uploaded_manifests", session.manifests());
        out.writeBooleanField("complete", session.complete());
        out.writeObjectFieldStart("tracks");
        for (var track : session.tracks()) {
            out.writeObjectFieldStart(track.name());
            out.writeStringField("name", track.name());
            out.writeStringField("state", track.state());
            out.writeNumberField("segment_count", track.segmentCount());
            out.writeEndObject();
        }
        out.writeEndObject();
        if (session.expectedTracks() < 0) {
            out.writeNullField("hls_expected_track_count");
        } else {
            out.writeNumberField("hls_expected_track_count", session.expectedTracks());
        }
        out.writeNumberField("hls_completed_tracks", session.completedTracks());
        out.writeEndObject();
    }

    private static void uploads(JsonGenerator out, String field, Map<String, Boolean> paths) throws IOException {
        out.writeArrayFieldStart(field);
        for (var path : paths.entrySet()) {
            out.writeStartArray();
            out.writeString(path.getKey());
            out.writeString(path.getValue() ? path.getKey() + ".crt" : null);
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void files(JsonGenerator out, StreamView stream) throws IOException {
        out.writeArrayFieldStart("error_uploads");
        for (var file : stream.files()) {
            if (!file.valid()) {
                file(out, file);
            }
        }
        out.writeEndArray();
        out.writeArrayFieldStart("valid_uploads");
        for (var file : stream.files()) {
            if (file.valid()) {
                file(out, file);
            }
        }
        out.writeEndArray();
    }

    private static void file(JsonGenerator out, UploadedFile file) throws IOException {
        long session = MatterPath.of(file.path()).session();
        out.writeStartObject();
        if (session < 0) {
            out.writeNullField("session_id");
        } else {
            out.writeNumberField("session_id", session);
        }
        out.writeStringField("file_path", file.path().text());
        if (!file.valid()) {
            JsonText.strings(out, "reasons", file.latest().reasons());
            out.writeBooleanField("refused", file.latest().verdict() == UploadRecord.Verdict.REFUSED);
        }
        if (!file.latest().warnings().isEmpty()) {
            JsonText.strings(out, "warnings", file.latest().warnings());
        }
        if (!file.history().isEmpty()) {
            history(out, file);
        }
        out.writeEndObject();
    }

    private static void history(JsonGenerator out, UploadedFile file) throws IOException {
        out.writeArrayFieldStart("history");
        for (var former : file.history()) {
            out.writeStartObject();
            out.writeStringField("at", former.at().toString());
            out.writeStringField("verdict", former.verdict().toString());
            JsonText.strings(out, "reasons", former.reasons());
            if (former.kept() != null) {
                out.writeStringField("kept_as", former.kept());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void progress(JsonGenerator out, StreamView stream) throws IOException {
        if (stream.inProgress().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("uploads_in_progress");
        for (var upload : stream.inProgress()) {
            out.writeStartObject();
            out.writeStringField("file_path", upload.path().text());
            out.writeStringField("started_at", upload.startedAt().toString());
            out.writeNumberField("bytes", upload.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
