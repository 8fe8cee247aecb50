package org.tcserver.pushav;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcserver.pushav.ingest.StreamView;

/** Writes a session for the browser's player: the files of each track in playback order. */
final class PlaylistJson {
    private PlaylistJson() {}

    static void write(JsonGenerator out, StreamView.Session session) throws IOException {
        out.writeStartObject();
        out.writeBooleanField("complete", session.complete());
        out.writeArrayFieldStart("tracks");
        for (var track : files(session).entrySet()) {
            out.writeStartObject();
            out.writeStringField("name", track.getKey());
            list(out, "inits", track.getValue(), ".init");
            list(out, "segments", track.getValue(), ".m4s");
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static Map<String, List<String>> files(StreamView.Session session) {
        var tracks = new LinkedHashMap<String, List<String>>();
        for (var path : session.segments().keySet()) {
            var track = path.split("/", -1)[1];
            tracks.computeIfAbsent(track, name -> new ArrayList<>()).add(path);
        }
        return tracks;
    }

    private static void list(JsonGenerator out, String field, List<String> paths, String extension) throws IOException {
        out.writeArrayFieldStart(field);
        for (var path : paths) {
            if (path.endsWith(extension)) {
                out.writeString(path);
            }
        }
        out.writeEndArray();
    }
}
