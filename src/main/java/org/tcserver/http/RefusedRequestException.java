package org.tcserver.http;

import java.io.IOException;
import java.io.Serial;
import org.tcserver.wire.Bytes;

/** A request after which the connection ends. Carries no stack trace: it reports a peer's error, not ours. */
public final class RefusedRequestException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Bytes answer;

    /**
     * Says no.
     *
     * @param status code and phrase, as in {@code 400 Bad Request}
     * @param extraHeaders each ended by CR LF
     * @param message told to the client, and in an event
     */
    public RefusedRequestException(String status, String extraHeaders, String message) {
        super(message);
        var body = message + "\n";
        answer = Bytes.ofUtf8("HTTP/1.1 " + status + "\r\n" + extraHeaders + "Connection: close\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + Bytes.ofUtf8(body).length() + "\r\n\r\n" + body);
    }

    /** The whole response, after which the connection is closed. */
    public Bytes answer() {
        return answer;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
