package org.tcserver.pushav;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.tcserver.isobmff.ProbeValue;
import org.tcserver.pushav.ingest.JsonText;
import org.tcserver.pushav.ingest.MediaReader;
import org.tcserver.pushav.ingest.StoredFile;
import org.tcserver.pushav.ingest.Streams;
import org.tcserver.wire.MalformedException;

/**
 * Serves {@code /probe/ID/PATH} and {@code /streams/probe/ID/PATH}: a description of an uploaded file's content.
 * Thread-safe.
 */
final class ProbeEndpoint implements Endpoint {
    private final Streams streams;

    ProbeEndpoint(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void answer(Call call) throws IOException, Problem {
        Router.require(call, "GET");
        int id = call.path().indexOf("probe") + 1;
        if (call.path().size() < id + 2) {
            throw Problem.notFound("file");
        }
        var stream = StreamEndpoint.find(streams, call.path().get(id));
        var path = StreamEndpoint.uploadPath(call.pathFrom(id + 1));
        var stored = stream.find(path);
        if (stored == null) {
            throw Problem.notFound("file");
        }
        if (stored.refused()) {
            call.responseHeader("X-Upload-Refused", "true");
        }
        if ("ffprobe".equals(call.query("tool"))) {
            call.answer(200, "application/json", FfprobeTool.run(stored.file(), path.text()));
        } else {
            call.answer(200, "application/json", builtIn(stored, path.text()));
        }
    }

    /** Returns the built-in probe's output as indented JSON. */
    static byte[] builtIn(StoredFile stored, String name) throws IOException, Problem {
        try {
            var probe = MediaReader.probe(stored.file(), name);
            return JsonText.indented(out -> write(out, probe.toSection()));
        } catch (MalformedException e) {
            throw new Problem(422, "the file cannot be probed: " + e.getMessage());
        }
    }

    private static void write(JsonGenerator out, ProbeValue value) throws IOException {
        switch (value) {
            case ProbeValue.Text(var text) -> out.writeString(text);
            case ProbeValue.Whole(var number) -> out.writeNumber(number);
            case ProbeValue.Sections(var sections) -> sections(out, sections);
            case ProbeValue.Section(var fields) -> {
                out.writeStartObject();
                for (var field : fields.entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(out, field.getValue());
                }
                out.writeEndObject();
            }
        }
    }

    private static void sections(JsonGenerator out, List<ProbeValue.Section> sections) throws IOException {
        out.writeStartArray();
        for (var section : sections) {
            write(out, section);
        }
        out.writeEndArray();
    }
}
