package org.tcserver.http;

import static java.time.ZoneOffset.UTC;
import static java.util.Locale.ENGLISH;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * A response to a request (RFC 9112 §4). Immutable.
 *
 * @param status code and phrase, for example {@code 200 OK}
 * @param headers headers specific to this response, each ended by CR LF
 * @param body empty if the status allows none
 */
public record HttpAnswer(String status, String headers, Bytes body) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", ENGLISH)
            .withZone(UTC);
    private static final String NOT_MODIFIED = "304 Not Modified";

    /** Returns a response that confirms a cached version (RFC 9110 §15.4.5). */
    static HttpAnswer notModified(String headers) {
        return new HttpAnswer(NOT_MODIFIED, headers, Bytes.EMPTY);
    }

    /** Returns a response with a line of text. */
    public static HttpAnswer text(String status, String message) {
        return new HttpAnswer(
                status,
                "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n",
                Bytes.ofUtf8(message + "\n"));
    }

    /** Returns the bytes to send; without the body for HEAD. */
    Bytes toBytes(HttpRequest request, boolean keepsAlive, long wallMillis) {
        var length = status.equals(NOT_MODIFIED) ? "" : "Content-Length: " + body.length() + "\r\n";
        var head = Bytes.ofUtf8("HTTP/1.1 " + status + "\r\nDate: " + DATE.format(Instant.ofEpochMilli(wallMillis))
                + "\r\nConnection: " + (keepsAlive ? "keep-alive" : "close") + "\r\n" + length + headers + "\r\n");
        var out = new ByteWriter(head.length() + body.length()).bytes(head);
        return request.method().equals("HEAD") ? out.toBytes() : out.bytes(body).toBytes();
    }
}
