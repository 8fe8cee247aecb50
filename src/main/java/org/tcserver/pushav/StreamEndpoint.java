package org.tcserver.pushav;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.pushav.ingest.IngestInterface;
import org.tcserver.pushav.ingest.JsonText;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.StreamJson;
import org.tcserver.pushav.ingest.Streams;
import org.tcserver.pushav.ingest.UploadPath;
import org.tcserver.wire.MalformedException;

/** Serves {@code /streams} and all paths below it. Thread-safe. */
final class StreamEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger("uploads");
    private static final int MAX_JSON_BYTES = 64 * 1024;
    private static final int MAX_TRACK_NAMES = 64;
    private static final int MAX_TRACK_NAME = 16;

    private final Streams streams;
    private final Uploads uploads;
    private final Endpoint probe;
    private final boolean strict;

    /**
     * Serves the given streams.
     *
     * @param probe serves {@code /streams/probe/…}
     * @param strict whether newly created streams refuse uploads that break a rule
     */
    StreamEndpoint(Streams streams, Uploads uploads, Endpoint probe, boolean strict) {
        this.streams = streams;
        this.uploads = uploads;
        this.probe = probe;
        this.strict = strict;
    }

    @Override
    public void answer(Call call) throws IOException, Problem {
        var path = call.path();
        if (path.size() == 1) {
            collection(call);
        } else if (path.get(1).equals("probe")) {
            probe.answer(call);
        } else {
            var stream = find(streams, path.get(1));
            if (path.size() == 2) {
                one(call, stream);
            } else if (path.size() == 3
                    && path.get(2).equals("trackName")
                    && call.method().equals("POST")) {
                trackName(call, stream);
            } else {
                file(call, stream, uploadPath(call.pathFrom(2)));
            }
        }
    }

    /** Returns the stream whose ID is in a path. */
    static PushStream find(Streams streams, String id) throws Problem {
        if (!id.matches("[0-9]{1,18}")) {
            throw Problem.invalid("path", "stream_id", "the stream ID must be a number");
        }
        return streams.find(Long.parseLong(id)).orElseThrow(() -> Problem.notFound("stream"));
    }

    /** Returns path elements as an upload path. */
    static UploadPath uploadPath(List<String> elements) throws Problem {
        try {
            return UploadPath.of(elements);
        } catch (UploadPath.BadPathException e) {
            throw new Problem(e.forbidden() ? 403 : 400, String.valueOf(e.getMessage()));
        }
    }

    private void collection(Call call) throws IOException, Problem {
        Router.require(call, "GET, POST");
        if (call.method().equals("POST")) {
            create(call);
            return;
        }
        call.json(200, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("streams");
            for (var stream : streams.list()) {
                StreamJson.write(out, stream.view());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void create(Call call) throws IOException, Problem {
        var asked = call.query("interface");
        var kind = asked == null
                ? IngestInterface.CMAF_INGEST
                : IngestInterface.of(asked)
                        .orElseThrow(() -> Problem.invalid(
                                "query", "interface", "the interface must be cmaf-ingest, dash or hls"));
        var stream = streams.create(kind, strict);
        call.json(201, out -> StreamJson.write(out, stream.view()));
    }

    private void one(Call call, PushStream stream) throws IOException, Problem {
        Router.require(call, "GET, PUT, POST, DELETE");
        switch (call.method()) {
            case "PUT", "POST" -> emptyUpload(call);
            case "DELETE" -> {
                streams.delete(stream.settings().id());
                LOG.info("stream {} deleted by {}", stream.settings().id(), call.clientAddress());
                call.empty(200);
            }
            default -> {
                var part = call.query("part");
                switch (part == null ? "" : part) {
                    case "progress" -> call.json(200, out -> progress(out, stream));
                    case "session" -> session(call, stream);
                    default -> call.json(200, out -> StreamJson.write(out, stream.view()));
                }
            }
        }
    }

    /**
     * Accepts an empty request: a source may test its publishing point with one (DASH-IF Ingest, Interface-1 item 1).
     */
    private static void emptyUpload(Call call) throws IOException, Problem {
        if (call.body().read() >= 0) {
            throw new Problem(400, "an upload needs a path below the stream");
        }
        call.empty(200);
    }

    private static void progress(JsonGenerator out, PushStream stream) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("uploads_in_progress");
        for (var upload : stream.progress()) {
            out.writeStartObject();
            out.writeStringField("file_path", upload.path().text());
            out.writeStringField("started_at", upload.startedAt().toString());
            out.writeNumberField("bytes", upload.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Writes one session for the player. */
    private static void session(Call call, PushStream stream) throws IOException, Problem {
        var number = call.query("session");
        var session = stream.view().sessions().stream()
                .filter(one -> Long.toString(one.id()).equals(number))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("session"));
        call.json(200, out -> PlaylistJson.write(out, session));
    }

    private static void trackName(Call call, PushStream stream) throws IOException, Problem {
        Map<String, @Nullable Object> body;
        try {
            body = JsonText.readObject(call.body(MAX_JSON_BYTES));
        } catch (MalformedException e) {
            throw Problem.invalid("body", "track_name", String.valueOf(e.getMessage()));
        }
        var name = body.containsKey("track_name") ? body.get("track_name") : body.get("trackName");
        var names = switch (name) {
            case String one -> List.of(one);
            case List<?> many
            when many.stream().allMatch(String.class::isInstance) ->
                many.stream().map(String::valueOf).toList();
            case null, default ->
                throw Problem.invalid("body", "track_name", "track_name must be a name, or a list of names");
        };
        boolean good = names.size() <= MAX_TRACK_NAMES
                && names.stream().allMatch(text -> text.length() <= MAX_TRACK_NAME && isPathElement(text));
        if (!good) {
            throw Problem.invalid("body", "track_name", "a track name has 1 to 16 characters that a path may have");
        }
        stream.trackNames(names);
        call.answer(202, "application/json", "null".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /**
     * Returns whether a path can contain the name. Other names would match no upload, and could inject terminal control
     * sequences into logs.
     */
    private static boolean isPathElement(String text) {
        try {
            return !UploadPath.of(List.of(text)).elements().isEmpty();
        } catch (UploadPath.BadPathException e) {
            return false;
        }
    }

    private void file(Call call, PushStream stream, UploadPath path) throws IOException, Problem {
        Router.require(call, "GET, PUT, POST, DELETE");
        switch (call.method()) {
            case "PUT", "POST" -> uploads.upload(call, stream, path);
            case "DELETE" -> {
                if (!stream.delete(path)) {
                    throw Problem.notFound("file");
                }
                LOG.info("stream {} {} deleted by {}", stream.settings().id(), path, call.clientAddress());
                call.empty(200);
            }
            default -> download(call, stream, path);
        }
    }

    private static void download(Call call, PushStream stream, UploadPath path) throws IOException, Problem {
        var stored = stream.find(path);
        if (stored == null) {
            throw Problem.notFound("file");
        }
        if (stored.refused()) {
            call.responseHeader("X-Upload-Refused", "true");
        }
        Downloads.send(call, stored.file(), ContentTypes.of(path.extension()));
    }
}
