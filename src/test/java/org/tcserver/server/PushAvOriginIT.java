package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.http.WebOrigin;
import org.tcserver.testing.Browser;
import org.tcserver.testing.ForeignPage;
import org.tcserver.testing.StatusClient;

/** Checks that web pages of other origins can read public data and change nothing. */
class PushAvOriginIT {
    private static final String EVIL = "Origin: https://evil.example";
    private static final String FRIEND = "https://friend.example";

    @TempDir
    static Path folder;

    @TempDir
    static Path work;

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path profile;

    private static PushAvTestBed bed;
    private static Path media;

    private String stream;

    @BeforeAll
    static void start() throws Exception {
        bed = PushAvTestBed.allowing(folder, WebOrigin.of(FRIEND).orElseThrow());
        bed.makeDevice();
        media = Files.writeString(work.resolve("media"), "no media");
    }

    @AfterAll
    static void stop() throws Exception {
        bed.close();
    }

    @BeforeEach
    void makeStream() throws Exception {
        stream = bed.newStream("cmaf-ingest");
        bed.put(media, stream + "/kept.m4s");
    }

    /** Returns one request for each kind of change. */
    private List<List<String>> changes() {
        return List.of(
                List.of("-XPOST", bed.url("/certs/dev/keypair")),
                List.of("-XPOST", bed.url("/certs/dev/keypair?override=false")),
                List.of("--json", "{\"csr\":\"x\"}", bed.url("/certs/dev/sign")),
                List.of("-XPOST", bed.url("/streams")),
                List.of("-d", "{\"track_name\":\"v\"}", bed.url(stream + "/trackName")),
                List.of("-T", media.toString(), bed.url(stream + "/new.m4s")),
                List.of("-d", "x", bed.url(stream + "/new.m4s")),
                List.of("-XDELETE", bed.url(stream + "/kept.m4s")),
                List.of("-XDELETE", bed.url(stream)));
    }

    private String status(List<String> request, String... headers) throws Exception {
        var command = new ArrayList<>(request);
        for (var header : headers) {
            command.addAll(List.of("-H", header));
        }
        return bed.status(command.toArray(String[]::new));
    }

    /** Returns the head of an answer, with lower-case header names. */
    private String head(String... request) throws Exception {
        var command = new ArrayList<>(List.of("-D", "-", "-o", "/dev/null"));
        command.addAll(List.of(request));
        var head = bed.curl(command.toArray(String[]::new)).out();
        return Pattern.compile("(?m)^[^:\r\n]+:")
                .matcher(head)
                .replaceAll(name -> name.group().toLowerCase(java.util.Locale.ROOT));
    }

    private void assertNothingChangesFor(List<List<String>> changes, String... headers) throws Exception {
        var key = Files.readAllBytes(bed.deviceKey());
        var streams = bed.curl(bed.url("/streams")).out();
        for (var change : changes) {
            assertEquals("403", status(change, headers), () -> change + " " + List.of(headers));
        }
        assertArrayEquals(key, Files.readAllBytes(bed.deviceKey()));
        assertEquals(streams, bed.curl(bed.url("/streams")).out());
    }

    @Test
    void refusesAllChangesOfForeignOrigins() throws Exception {
        assertNothingChangesFor(changes(), EVIL);
        assertNothingChangesFor(changes(), EVIL, "Sec-Fetch-Site: cross-site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: null",
                "Origin;",
                "Origin: https://localhost.evil.example",
                "Origin: https://localhost",
                "Origin: http://localhost:PORT",
                "Origin: https://localhost:PORT, https://localhost:PORT",
                "Origin: https://friend.example:444",
                "Origin: https://localhost:PORT#",
                "Origin: https://x@localhost:PORT",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void refusesChangesOfAnyOtherOrigin(String header) throws Exception {
        assertNothingChangesFor(changes().subList(0, 1), header.replace("PORT", Integer.toString(bed.port())));
    }

    @Test
    void refusesCrossSiteChanges() throws Exception {
        assertNothingChangesFor(
                changes().subList(0, 1), "Origin: https://localhost:" + bed.port(), "Sec-Fetch-Site: cross-site");
    }

    /** Simulates DNS rebinding: the page and the requested host have the same foreign name. */
    @Test
    void refusesChangesUnderForeignHost() throws Exception {
        assertNothingChangesFor(
                changes(),
                "Host: evil.example:" + bed.port(),
                "Origin: https://evil.example:" + bed.port(),
                "Sec-Fetch-Site: same-origin");
    }

    @Test
    void namesTheFlagAndCountsRefusals() throws Exception {
        var status = new StatusClient(bed.metricsAddress());
        var before = status.metrics();
        var answer = bed.curl("-XPOST", "-H", EVIL, bed.url("/streams")).out();
        assertTrue(answer.contains("--allow-origin https://evil.example"), answer);
        bed.curl("-XDELETE", "-H", EVIL, bed.url(stream));
        bed.curl("-XOPTIONS", "-H", EVIL, "-H", "Access-Control-Request-Method: PUT", bed.url(stream + "/a"));
        var counted = "pushavserver_page_refusals_total";
        assertEquals(3, status.metrics().value(counted) - before.value(counted));
    }

    /** Cameras, curl and test harnesses may use any Host. */
    @Test
    void programsChangeEverything() throws Exception {
        for (var host : List.of("localhost:8080", "camera-server.example", "")) {
            assertEquals("201", status(List.of("-XPOST", bed.url("/streams")), "Host: " + host));
            assertEquals("202", bed.put(media, stream + "/new.m4s", "-H", "Host: " + host));
        }
        var before = Files.readAllBytes(bed.deviceKey());
        assertEquals("200", status(List.of("-XPOST", bed.url("/certs/dev/keypair?override=false"))));
        assertArrayEquals(before, Files.readAllBytes(bed.deviceKey()));
        assertEquals("200", status(List.of("-XPOST", bed.url("/certs/dev/keypair"))));
        assertFalse(java.util.Arrays.equals(before, Files.readAllBytes(bed.deviceKey())));
        assertEquals("200", status(List.of("-XDELETE", bed.url(stream)), "Sec-Fetch-Site: none"));
    }

    @Test
    void ownPagesChangeEverything() throws Exception {
        for (var name : List.of("localhost", "127.0.0.1", "[::1]")) {
            var host = name + ":" + bed.port();
            var made = status(
                    List.of("-XPOST", bed.url("/streams")),
                    "Host: " + host,
                    "Origin: https://" + host,
                    "Sec-Fetch-Site: same-origin");
            assertEquals("201", made, host);
        }
    }

    @Test
    void allowedOriginsUseEverything() throws Exception {
        var origin = "Origin: " + FRIEND;
        var made = head("-XPOST", "-H", origin, "-H", "Sec-Fetch-Site: cross-site", bed.url("/streams"));
        assertTrue(made.startsWith("HTTP/1.1 201 "), made);
        assertTrue(made.contains("\r\naccess-control-allow-origin: " + FRIEND + "\r\n"), made);
        assertTrue(made.contains("\r\nvary: Origin\r\n"), made);
        for (var path : List.of(stream + "/a.m4s", "/certs/dev/sign")) {
            var preflight = head("-XOPTIONS", "-H", origin, "-H", "Access-Control-Request-Method: PUT", bed.url(path));
            assertTrue(preflight.startsWith("HTTP/1.1 204 "), preflight);
            assertTrue(preflight.contains("access-control-allow-origin: " + FRIEND + "\r\n"), preflight);
            assertTrue(preflight.contains("access-control-allow-methods: GET, HEAD, PUT, POST, DELETE"), preflight);
        }
        assertTrue(head("-H", origin, bed.url("/certs")).contains("access-control-allow-origin: " + FRIEND));
    }

    @Test
    void foreignPagesReadWhatIsPublic() throws Exception {
        for (var path : List.of("/streams", stream, stream + "/kept.m4s", stream + "/none", "/probe/1/none")) {
            assertTrue(head("-H", EVIL, bed.url(path)).contains("\r\naccess-control-allow-origin: *\r\n"), path);
            assertTrue(head("-I", bed.url(path)).contains("\r\naccess-control-allow-origin: *\r\n"), path);
        }
        for (var path : List.of("/certs", "/certs/device/dev.key", "/ui/streams", "/static/delete.js")) {
            assertFalse(head("-H", EVIL, bed.url(path)).contains("access-control"), path);
        }
        var preflight = head(
                "-XOPTIONS", "-H", EVIL, "-H", "Access-Control-Request-Method: GET", bed.url(stream + "/kept.m4s"));
        assertTrue(preflight.startsWith("HTTP/1.1 204 "), preflight);
        assertTrue(preflight.contains("access-control-allow-methods: GET, HEAD\r\n"), preflight);
        var refused = head("-XPUT", "-H", EVIL, bed.url(stream + "/kept.m4s"));
        assertFalse(refused.contains("access-control"), refused);
    }

    /** HTML forms of web pages can send all other types. */
    @Test
    void signsJsonOnly() throws Exception {
        var url = bed.url("/certs/x/sign");
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp", "")) {
            assertEquals("422", bed.status("-d", "{\"csr\":\"x\"}", "-H", "Content-Type: " + type, url), type);
        }
        for (var type : List.of("application/json", "Application/JSON; charset=utf-8")) {
            assertEquals("400", bed.status("-d", "{\"csr\":\"x\"}", "-H", "Content-Type: " + type, url), type);
        }
    }

    @Test
    void uploadsAreNoPages() throws Exception {
        for (var name : List.of("x.mpd", "x.xml", "x.svg", "x.html", "x.xhtml", "x.json", "x.m3u8", "x.mp4", "x")) {
            bed.put(media, stream + "/" + name);
            var head = head(bed.url(stream + "/" + name));
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            assertTrue(head.contains("\r\ncontent-security-policy: sandbox\r\n"), head);
            assertTrue(head.contains("\r\nx-content-type-options: nosniff\r\n"), head);
        }
    }

    @Test
    void foreignPageInBrowserChangesNothing() throws Exception {
        try (var page = new ForeignPage();
                var browser = new Browser(profile)) {
            browser.open(page.origin() + "/");
            var key = Files.readAllBytes(bed.deviceKey());
            assertEquals("opaque", fetched(browser, "/certs/dev/keypair", "{method: 'POST', mode: 'no-cors'}"));
            assertArrayEquals(key, Files.readAllBytes(bed.deviceKey()));
            assertEquals("failed", fetched(browser, stream, "{method: 'DELETE'}"));
            assertEquals("failed", fetched(browser, stream + "/a.m4s", "{method: 'PUT', body: 'x'}"));
            assertEquals("cors", fetched(browser, stream, "{}"));
            assertEquals("failed", fetched(browser, "/certs/device/dev.key", "{}"));
        }
        assertEquals("200", bed.status(bed.url(stream)));
        assertEquals("404", bed.status(bed.url(stream + "/a.m4s")));
    }

    private String fetched(Browser browser, String path, String options) throws Exception {
        browser.evaluate("window.done = '', fetch('" + bed.url(path) + "', " + options
                + ").then((answer) => { done = answer.type; }, () => { done = 'failed'; })");
        return browser.awaitTrue("done !== ''", "done");
    }

    /** A document with only media needs no script. */
    @Test
    void uploadedFilmsPlayInTheirSandbox() throws Exception {
        PushAvTestBed.makeTrack(work.resolve("film.mp4"), 1);
        bed.put(work.resolve("film.mp4"), stream + "/film.mp4");
        try (var browser = new Browser(profile)) {
            browser.open(bed.url(stream + "/film.mp4"));
            browser.awaitTrue("document.querySelector('video').readyState >= 2", "true");
        }
    }
}
