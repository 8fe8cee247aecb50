package org.tcserver.rtws.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                List.of(Upgrade.accept(read(REQUEST)).toUtf8().split("\r\n", -1)));
    }

    @Test
    void headsComeInAnyPieces() throws RefusedRequestException {
        var reader = new RequestReader();
        for (int i = 0; i < REQUEST.length() - 1; i++) {
            assertNull(reader.next(buffer(REQUEST.substring(i, i + 1))));
        }
        var last = buffer("\nrest");
        assertNotNull(reader.next(last));
        assertEquals(4, last.remaining());
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
        var answer = refused(REQUEST.replace(part, replacement)).answer().toUtf8();
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
        if (status.equals("426")) {
            assertTrue(answer.contains("\r\nSec-WebSocket-Version: 13\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "get / HTTP/1.1",
                "GET / HTTP/1.1 ",
                "GET /\u0001 HTTP/1.1",
                "GET / HTTP/1.1\r\nno colon",
                "GET / HTTP/1.1\r\n: no name",
                "GET / HTTP/1.1\r\nspace : x",
                "GET / HTTP/1.1\r\na: b\r\n folded",
                "GET / HTTP/1.1\r\na: \u0000",
                "GET / HTTP/1.1\r\na: b\rc: d"
            })
    void malformedHeadsAreRefused(String head) {
        var answer = refused(head + "\r\n\r\n").answer().toUtf8();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void headsAreBounded() {
        var header = "X: " + "y".repeat(100) + "\r\n";
        var many = REQUEST.replace("\r\nHost", "\r\n" + header.repeat(150) + "Host");
        assertTrue(refused(many).answer().toUtf8().startsWith("HTTP/1.1 400 "));
        var endless = new RequestReader();
        var refusal = assertThrows(RefusedRequestException.class, () -> {
            while (true) {
                assertNull(endless.next(buffer("GET / HTTP/1.1\r\n" + header)));
            }
        });
        assertTrue(refusal.answer().toUtf8().startsWith("HTTP/1.1 431 "));
    }

    @Test
    void headersOfOneNameAreJoined() throws RefusedRequestException {
        var request = read("GET / HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1 \r\nx-forwarded-FOR:\t192.0.2.2, b\r\n\r\n");
        assertEquals("192.0.2.1,192.0.2.2, b", request.header("x-forwarded-for"));
        assertEquals("", request.header("other"));
    }
}
