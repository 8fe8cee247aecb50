package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Uploads to a stream for tests. */
final class TestUploads {
    static final Evidence SHOWN =
            new Evidence(new Evidence.ClientCertificate("CN=dev", "{\"subject\":[]}"), null, null);
    static final Evidence ANONYMOUS = new Evidence(null, null, null);

    private TestUploads() {}

    static UploadPath path(String text) throws UploadPath.BadPathException {
        return UploadPath.of(Arrays.asList(text.split("/", -1)));
    }

    static UploadRecord put(PushStream stream, String path, String content, Evidence evidence) throws Exception {
        var incoming = stream.begin(path(path));
        receive(incoming, content);
        return stream.commit(incoming, evidence);
    }

    static void cutOff(PushStream stream, String path, String content) throws Exception {
        var incoming = stream.begin(path(path));
        receive(incoming, content);
        stream.cutOff(incoming, "the client went away", null);
    }

    private static void receive(Incoming incoming, String content) throws IOException {
        var body = new ByteArrayInputStream(content.getBytes(UTF_8));
        for (boolean more = true; more; ) {
            more = incoming.receive(body);
        }
    }

    /** Returns everything that clients and pages see of a stream. */
    static String shown(@Nullable PushStream stream) {
        return stream == null
                ? "no stream"
                : new String(JsonText.indented(out -> StreamJson.write(out, stream.view())), UTF_8);
    }
}
