package org.tcserver.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String REQUEST =
            String.join("\r\n", "GET /chat HTTP/1.1", "Host: server.example.com", "Origin: http://example.com", "", "");

    static HttpRequest read(String text) throws RefusedRequestException {
        var request = new RequestReader().next(buffer(text));
        assertNotNull(request);
        return request;
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static RefusedRequestException refused(String text) {
        return assertThrows(RefusedRequestException.class, () -> read(text));
    }

    @Test
    void headsComeInAnyPieces() throws RefusedRequestException {
        var reader = new RequestReader();
        assertTrue(reader.isEmpty());
        for (int i = 0; i < REQUEST.length() - 1; i++) {
            assertNull(reader.next(buffer(REQUEST.substring(i, i + 1))));
        }
        assertFalse(reader.isEmpty());
        var last = buffer("\nrest");
        assertNotNull(reader.next(last));
        assertEquals(4, last.remaining());
    }

    @Test
    void emptyLinesBeforeARequestAreNone() throws RefusedRequestException {
        assertEquals("/chat", read("\r\n\r\n" + REQUEST).path());
        var reader = new RequestReader();
        assertNull(reader.next(buffer("\r\n")));
        assertTrue(reader.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
        var answer = refused(head + "\r\n\r\n").answer().toText();
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void headsAreBounded() {
        var header = "X: " + "y".repeat(100) + "\r\n";
        var many = REQUEST.replace("\r\nHost", "\r\n" + header.repeat(150) + "Host");
        assertTrue(refused(many).answer().toText().startsWith("HTTP/1.1 400 "));
        var endless = new RequestReader();
        var refusal = assertThrows(RefusedRequestException.class, () -> {
            while (true) {
                assertNull(endless.next(buffer("GET / HTTP/1.1\r\n" + header)));
            }
        });
        assertTrue(refusal.answer().toText().startsWith("HTTP/1.1 431 "));
    }

    @Test
    void headersOfOneNameAreJoined() throws RefusedRequestException {
        var request = read("GET / HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1 \r\nx-forwarded-FOR:\t192.0.2.2, b\r\n\r\n");
        assertEquals("192.0.2.1,192.0.2.2, b", request.header("x-forwarded-for"));
        assertEquals("", request.header("other"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/?app=live&stream=foo, /",
        "/_/main.js#x, /_/main.js",
        "http://example.com, /",
        "HTTPS://example.com:8080/_/main.js?x=/, /_/main.js",
        "http://example.com?x, /",
        "//example.com/, //example.com/",
        "*, *"
    })
    void targetsHaveAPath(String target, String path) throws RefusedRequestException {
        assertEquals(path, read("GET " + target + " HTTP/1.1\r\n\r\n").path());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, X: y, true",
        "HTTP/1.1, Connection: close, false",
        "HTTP/1.1, 'Connection: x, CLOSE', false",
        "HTTP/1.0, X: y, false",
        "HTTP/1.0, Connection: keep-alive, false"
    })
    void connectionsAreKept(String version, String header, boolean kept) throws RefusedRequestException {
        assertEquals(
                kept, read("GET / " + version + "\r\n" + header + "\r\n\r\n").keepsAlive());
    }

    @ParameterizedTest
    @CsvSource({
        "X: y, false",
        "Content-Length: 0, false",
        "Content-Length: 1, true",
        "Content-Length: 00, true",
        "Transfer-Encoding: chunked, true"
    })
    void bodiesAreNoticed(String header, boolean body) throws RefusedRequestException {
        assertEquals(body, read("GET / HTTP/1.1\r\n" + header + "\r\n\r\n").hasBody());
    }
}
