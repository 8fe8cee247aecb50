package org.tcserver.rtws.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.tcserver.http.HttpRequest;
import org.tcserver.http.RefusedRequestException;
import org.tcserver.wire.Bytes;

/** The opening handshake (RFC 6455 §4.2) on any path, without extensions or subprotocols. Stateless. */
public final class Upgrade {
    private static final String VERSION = "13";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private Upgrade() {}

    /** Returns true if the client requests an upgrade to WebSocket. */
    public static boolean isAskedFor(HttpRequest request) {
        return request.lists("upgrade", "websocket");
    }

    /** Returns the response that upgrades the connection to WebSocket. */
    public static Bytes accept(HttpRequest request) throws RefusedRequestException {
        if (!request.method().equals("GET")) {
            throw new RefusedRequestException("405 Method Not Allowed", "Allow: GET\r\n", "HTTP method other than GET");
        }
        if (!request.lists("upgrade", "websocket") || !request.lists("connection", "upgrade")) {
            throw upgradeRequired("no WebSocket was asked for");
        }
        if (!request.version().equals("HTTP/1.1")) {
            throw bad("WebSocket needs HTTP/1.1");
        }
        if (!request.header("sec-websocket-version").equals(VERSION)) {
            throw upgradeRequired("WebSocket version other than " + VERSION);
        }
        var key = request.header("sec-websocket-key");
        if (!isKey(key)) {
            throw bad("malformed Sec-WebSocket-Key");
        }
        return Bytes.ofUtf8("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + proof(key) + "\r\n\r\n");
    }

    /** Computes the value of Sec-WebSocket-Accept for a Sec-WebSocket-Key (§4.2.2). */
    static String proof(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static RefusedRequestException bad(String message) {
        return new RefusedRequestException("400 Bad Request", "", message);
    }

    private static RefusedRequestException upgradeRequired(String message) {
        var headers = "Upgrade: websocket\r\nSec-WebSocket-Version: " + VERSION + "\r\n";
        return new RefusedRequestException("426 Upgrade Required", headers, message);
    }
}
