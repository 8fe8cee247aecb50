package org.tcserver.pushav.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/** Converts the progress of sessions and tracks to the JSON lines of a compacted journal and back. */
final class SessionJson {
    private SessionJson() {}

    static void write(JsonGenerator out, SessionState.Progress session) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "session");
        out.writeNumberField("session", session.id());
        out.writeNumberField("expected_tracks", session.expectedTracks());
        out.writeBooleanField("dynamic_mpd", session.dynamicMpd());
        out.writeBooleanField("complete", session.complete());
        out.writeEndObject();
    }

    static SessionState.Progress readSession(Map<String, @Nullable Object> line) throws MalformedException {
        return new SessionState.Progress(
                RecordJson.number(line, "session"),
                (int) RecordJson.number(line, "expected_tracks"),
                Boolean.TRUE.equals(line.get("dynamic_mpd")),
                Boolean.TRUE.equals(line.get("complete")));
    }

    static void write(JsonGenerator out, long session, TrackState.Progress track) throws IOException {
        out.writeStartObject();
        out.writeStringField("event", "track");
        out.writeNumberField("session", session);
        out.writeStringField("name", track.name());
        out.writeStringField("state", track.stage().toString());
        out.writeBooleanField("playlist", track.playlist());
        out.writeNumberField("last_number", track.lastNumber());
        if (track.lastMedia() != null) {
            RecordJson.writeFacts(out, track.lastMedia());
        }
        out.writeEndObject();
    }

    static TrackState.Progress readTrack(Map<String, @Nullable Object> line) throws MalformedException {
        return new TrackState.Progress(
                RecordJson.string(line, "name"),
                stage(RecordJson.string(line, "state")),
                Boolean.TRUE.equals(line.get("playlist")),
                RecordJson.number(line, "last_number"),
                RecordJson.readFacts(line) instanceof Facts.Media media ? media : null);
    }

    private static TrackState.Stage stage(String text) throws MalformedException {
        for (var stage : TrackState.Stage.values()) {
            if (stage.toString().equals(text)) {
                return stage;
            }
        }
        throw new MalformedException("a journal line has an unknown state of a track");
    }
}
