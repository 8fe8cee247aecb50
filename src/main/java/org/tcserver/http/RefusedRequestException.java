package org.tcserver.http;

import java.io.IOException;
import java.io.Serial;
import org.tcserver.wire.Bytes;

/** Refuses a request and ends the connection. It has no stack trace, because it reports a peer's error. */
public final class RefusedRequestException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Bytes answer;

    /**
     * Creates the error and its response.
     *
     * @param status code and phrase, for example {@code 400 Bad Request}
     * @param extraHeaders each ended by CR LF
     * @param message for the client and an event
     */
    public RefusedRequestException(String status, String extraHeaders, String message) {
        super(message);
        var body = message + "\n";
        answer = Bytes.ofUtf8("HTTP/1.1 " + status + "\r\n" + extraHeaders + "Connection: close\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + Bytes.ofUtf8(body).length() + "\r\n\r\n" + body);
    }

    /** Returns the whole response, which the connection sends before it closes. */
    public Bytes answer() {
        return answer;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
