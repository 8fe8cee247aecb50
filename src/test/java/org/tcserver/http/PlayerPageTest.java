package org.tcserver.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerPageTest {
    private static final Path SOURCES = Path.of("src/main/resources/org/tcserver/http");
    private static final Pattern REFERENCE =
            Pattern.compile("(?:from '\\./|src=\"/_/|href=\"/_/|url\\(')([a-z0-9]+\\.[a-z]+)['\"]");

    private static HttpAnswer get(String target, String... headers) throws RefusedRequestException {
        var extra = String.join("", headers);
        return PlayerPage.answer(RequestReaderTest.read("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + extra + "\r\n"));
    }

    private static String header(HttpAnswer answer, String name) {
        var found = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(answer.headers());
        return found.find() ? found.group(1) : "";
    }

    @Test
    void thePageRunsNothingFromElsewhere() throws Exception {
        var page = get("/?app=live");
        assertEquals("200 OK", page.status());
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        var policy = header(page, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(page.body().toText().matches("(?s).*(https?:|<script>|<style|style=|onclick).*"), "nothing inline");
    }

    /** Each file is there with its type; nothing refers to a file that is not. */
    @Test
    void allFilesAreServed() throws Exception {
        var types = new TreeSet<String>();
        var referred = new TreeSet<String>();
        try (var files = Files.list(SOURCES)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                REFERENCE.matcher(Files.readString(file)).results().forEach(found -> referred.add(found.group(1)));
                if (!name.equals("page.html")) {
                    var answer = get("/_/" + name);
                    assertEquals("200 OK", answer.status(), name);
                    assertEquals(Files.readString(file), answer.body().toText());
                    assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
                    types.add(header(answer, "Content-Type"));
                }
            }
        }
        assertEquals("[image/svg+xml, text/css; charset=utf-8, text/javascript; charset=utf-8]", types.toString());
        assertTrue(referred.contains("rtws.js") && referred.contains("style.css"), referred::toString);
        for (var name : referred) {
            assertEquals("200 OK", get("/_/" + name).status(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_",
                "/_/",
                "//",
                "/index.html",
                "/page.html",
                "/_/page.html",
                "/_/../page.html",
                "/_/%2e%2e/page.html",
                "/_/main.js/",
                "/_/PlayerPage.class",
                "*",
                "/favicon.ico"
            })
    void nothingElseIs(String target) throws Exception {
        assertEquals("404 Not Found", get(target).status());
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        var file = get("/_/main.js");
        var tag = header(file, "ETag");
        assertEquals("no-cache", header(file, "Cache-Control"));
        var again = get("/_/main.js", "If-None-Match: \"other\", " + tag + "\r\n");
        assertEquals("304 Not Modified", again.status());
        assertEquals(tag, header(again, "ETag"));
        assertTrue(again.body().isEmpty());
        assertEquals("200 OK", get("/_/main.js", "If-None-Match: \"other\"\r\n").status());
    }

    @Test
    void answersAreWhole() throws IOException {
        var request = RequestReaderTest.read("GET / HTTP/1.1\r\n\r\n");
        var answer = HttpAnswer.text("404 Not Found", "Grüße");
        assertEquals(
                "HTTP/1.1 404 Not Found\r\nDate: Thu, 01 Jan 1970 00:00:01 GMT\r\nConnection: close\r\n"
                        + "Content-Length: 8\r\n" + answer.headers() + "\r\nGrüße\n",
                answer.toBytes(request, false, 1000).toText());
        var head = RequestReaderTest.read("HEAD / HTTP/1.1\r\n\r\n");
        var headAnswer = answer.toBytes(head, true, 1000).toText();
        assertTrue(headAnswer.contains("Connection: keep-alive\r\nContent-Length: 8\r\n"), headAnswer);
        assertTrue(headAnswer.endsWith("\r\n\r\n"), headAnswer);
        var unchanged = HttpAnswer.notModified("").toBytes(request, true, 0).toText();
        assertFalse(unchanged.contains("Content-Length"), unchanged);
    }
}
