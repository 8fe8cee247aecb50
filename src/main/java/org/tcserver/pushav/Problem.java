package org.tcserver.pushav;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.pushav.ingest.JsonText;

/** A reason to refuse a request, which becomes the response. The client sees the message. */
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

    /** The resource does not support the request's method. */
    static Problem method(String allow) {
        return new Problem(405, "method not allowed", null, allow);
    }

    /** A value in the request is invalid; {@code where} is "query", "path", "header" or "body". */
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

    /** Returns the value of the Allow header, or an empty string for none. */
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
