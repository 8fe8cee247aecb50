package org.tcserver.rtws.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.http.HttpRequest;
import org.tcserver.http.RefusedRequestException;
import org.tcserver.http.RequestReader;

class UpgradeTest {
    private static final String REQUEST = String.join(
            "\r\n",
            "GET /chat HTTP/1.1",
            "Host: server.example.com",
            "Upgrade: WebSocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Origin: http://example.com",
            "Sec-WebSocket-Version: 13",
            "",
            "");

    private static HttpRequest read(String text) throws RefusedRequestException {
        var request = new RequestReader().next(buffer(text));
        assertNotNull(request);
        return request;
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static RefusedRequestException refused(String text) {
        return assertThrows(RefusedRequestException.class, () -> Upgrade.accept(read(text)));
    }

    @Test
    void theExampleOfTheSpecification() throws RefusedRequestException {
        assertEquals(
                List.of(
                        "HTTP/1.1 101 Switching Protocols",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                        "",
                        ""),
                List.of(Upgrade.accept(read(REQUEST)).toText().split("\r\n", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /chat, POST /chat, 405",
        "Upgrade: WebSocket, Upgrade: h2c, 426",
        "Upgrade: WebSocket, X: y, 426",
        "'keep-alive, Upgrade', keep-alive, 426",
        "Version: 13, Version: 8, 426",
        "Sec-WebSocket-Version: 13, X: y, 426",
        "HTTP/1.1, HTTP/1.0, 400",
        "dGhlIHNhbXBsZSBub25jZQ==, dGhl, 400",
        "dGhlIHNhbXBsZSBub25jZQ==, ??, 400",
        "Sec-WebSocket-Key, X, 400",
    })
    void whatIsNoUpgradeIsRefused(String part, String replacement, String status) {
        var answer = refused(REQUEST.replace(part, replacement)).answer().toText();
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
        if (status.equals("426")) {
            assertTrue(answer.contains("\r\nSec-WebSocket-Version: 13\r\n"), answer);
        }
    }
}
