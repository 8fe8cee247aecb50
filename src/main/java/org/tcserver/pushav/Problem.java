package org.tcserver.pushav;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.pushav.ingest.JsonText;

/** Why a request is not done as asked; becomes its answer. The message is shown to the client. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonText.@Nullable Content body;
    private final String allow;

    private Problem(int status, String message, JsonText.@Nullable Content body, String allow) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
        this.allow = allow;
    }

    Problem(int status, String message) {
        this(status, message, null, "");
    }

    static Problem notFound(String what) {
        return new Problem(404, what + " not found");
    }

    /** The method is none that this resource has. */
    static Problem method(String allow) {
        return new Problem(405, "method not allowed", null, allow);
    }

    /** A value of the request is not what it must be; {@code where} is "query", "path" or "body". */
    static Problem invalid(String where, String name, String message) {
        JsonText.Content body = out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("detail");
            out.writeStartObject();
            out.writeArrayFieldStart("loc");
            for (var element : List.of(where, name)) {
                out.writeString(element);
            }
            out.writeEndArray();
            out.writeStringField("msg", message);
            out.writeStringField("type", "value_error");
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        };
        return new Problem(422, message, body, "");
    }

    int status() {
        return status;
    }

    /** The value of the Allow header, empty if it has none. */
    String allow() {
        return allow;
    }

    byte[] json() {
        return JsonText.line(
                body != null
                        ? body
                        : out -> {
                            out.writeStartObject();
                            out.writeStringField("detail", getMessage());
                            out.writeEndObject();
                        });
    }
}
