package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.Browser;

/** Tests the pages in a real browser. */
class PushAvPagesIT {
    @TempDir
    Path folder;

    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    @TempDir
    Path work;

    private PushAvTestBed bed;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        bed = new PushAvTestBed(folder, false);
        bed.makeDevice();
        browser = new Browser(profile);
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        bed.close();
    }

    private String text(String selector) throws Exception {
        return browser.evaluate("document.querySelector('" + selector + "').innerText");
    }

    /** Waits until the element contains {@code text}, because its script may still be running. */
    private void awaitText(String selector, String text) throws Exception {
        var content = "document.querySelector('" + selector + "').innerText";
        browser.await(content + ".includes(`" + text.replace("`", "\\`") + "`)", "true");
    }

    private void generate(String stream, String kind, String... options) throws Exception {
        var command = new java.util.ArrayList<>(List.of("env", "PUBLISHING_ENDPOINT=" + bed.url(stream)));
        command.add(Path.of("bin/generate-cmaf").toAbsolutePath().toString());
        command.addAll(List.of("--working-directory", folder.toString(), "--interface", kind));
        command.addAll(List.of(options));
        var run = PushAvTestBed.run(command);
        assertEquals(0, run.exit(), run::out);
    }

    @Test
    void streamsAndFiles() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        var script = Files.writeString(work.resolve("x"), "no media");
        bed.put(script, stream + "/%3Cscript%3Edocument.title=1%3C%2Fscript%3E.m4s");
        bed.put(script, stream + "/%3Cb%3E.m4s");
        generate(stream, "cmaf-ingest", "--duration", "4");
        assertEquals("307", bed.status(bed.url("/")));
        browser.open(bed.url("/ui/streams"));
        awaitText("#streams", "Stream 1\\tcmaf-ingest\\tno\\t1\\t8\\t1\\t0");
        browser.open(bed.url("/ui/streams/1"));
        awaitText("#errors", "<b>.m4s");
        awaitText("#errors", "does not follow Matter's format");
        assertEquals("8", browser.evaluate("document.querySelectorAll('#files tr').length - 1"));
        browser.open(bed.url("/ui/streams/1/%3Cb%3E.m4s"));
        assertTrue(text("article").contains("cannot be probed"), text("article"));
        browser.open(bed.url("/ui/streams/1/session_1/video/segment_1001.m4s.crt"));
        assertTrue(text("pre").contains("commonName"), text("pre"));
        browser.open(bed.url("/ui/streams/1/session_1/video/segment_1001.m4s"));
        assertTrue(text("article").contains("h264"), text("article"));
        browser.await("document.getElementById('player').readyState >= 2", "true");
    }

    @Test
    void filesAndStreamsCanBeDeleted() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        var file = Files.writeString(work.resolve("x"), "no media");
        bed.put(file, stream + "/a%20b.txt");
        bed.put(file, stream + "/c.txt");
        browser.open(bed.url("/ui/streams/1/a%20b.txt"));
        delete(false);
        assertEquals("200", bed.status(bed.url(stream + "/a%20b.txt")));
        delete(true);
        browser.await("location.pathname", "/ui/streams/1");
        awaitText("#files", "c.txt");
        assertEquals("404", bed.status(bed.url(stream + "/a%20b.txt")));
        delete(true);
        browser.await("location.pathname", "/ui/streams");
        assertEquals("404", bed.status(bed.url(stream)));
    }

    private void delete(boolean confirmed) throws Exception {
        browser.await("document.readyState", "complete");
        browser.evaluate("window.confirm = () => " + confirmed + ", document.getElementById('delete').click()");
    }

    @Test
    void aSessionPlays() throws Exception {
        var stream = bed.newStream("dash");
        generate(stream, "dash", "--duration", "6");
        browser.open(bed.url("/ui/player/1/1"));
        browser.await("document.getElementById('player').currentTime > 2", "true");
        assertEquals("1280", browser.evaluate("document.getElementById('player').videoWidth"));
        assertEquals("true", browser.evaluate("document.getElementById('player').buffered.end(0) > 5.5"));
        assertEquals("", text("#player-state"));
    }

    /** Checks that frames some time apart differ. */
    @Test
    void theUploadedTrackPlays() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        generate(stream, "track", "--duration", "4");
        bed.awaitUploads(stream);
        browser.open(bed.url("/ui/streams/1/cmaf/example/video-720p.cmfv"));
        var grab = "(() => { const v = document.querySelector('video'); const c = document.createElement('canvas');"
                + " c.width = 64; c.height = 36; c.getContext('2d').drawImage(v, 0, 0, 64, 36); return c.toDataURL(); })()";
        browser.evaluate("document.querySelector('video').play()");
        browser.await("document.querySelector('video').currentTime > 0.5", "true");
        var early = browser.evaluate(grab);
        browser.await("document.querySelector('video').currentTime > 2", "true");
        assertFalse(early.equals(browser.evaluate(grab)), "the picture stands still");
    }

    @Test
    void aGrowingSessionGoesOn() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        PushAvTestBed.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=25:d=6,format=yuv420p",
                "-c:v",
                "libx264",
                "-g",
                "50",
                "-sc_threshold",
                "0",
                "-f",
                "dash",
                "-seg_duration",
                "2",
                "-init_seg_name",
                "init",
                "-media_seg_name",
                "media_$Number$",
                work.resolve("x.mpd").toString());
        bed.put(work.resolve("init"), stream + "/session_1/video/video.init");
        bed.put(work.resolve("media_1"), stream + "/session_1/video/segment_1001.m4s");
        browser.open(bed.url("/ui/player/1/1"));
        browser.await("document.getElementById('player').currentTime > 1", "true");
        bed.put(work.resolve("media_2"), stream + "/session_1/video/segment_1002.m4s");
        browser.await("document.getElementById('player').buffered.end(0) > 3.5", "true");
        browser.await("document.getElementById('player').currentTime > 3", "true");
    }

    @Test
    void uploadsInProgressShowTheirGrowth() throws Exception {
        bed.newStream("cmaf-ingest");
        browser.open(bed.url("/ui/streams/1"));
        try (var client = new RawClient(bed.port())) {
            client.send("PUT /streams/1/session_1/v/v.init HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("1000\r\n" + "x".repeat(0x1000) + "\r\n");
            browser.await("document.querySelector('#progress td:nth-child(2)')?.innerText", "4,096 bytes");
            client.send("1000\r\n" + "x".repeat(0x1000) + "\r\n");
            browser.await("document.querySelector('#progress td:nth-child(2)')?.innerText", "8,192 bytes");
        }
        browser.await("document.querySelector('#progress').childElementCount", "0");
    }

    @Test
    void largeListsArePaged() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        var empty = Files.writeString(work.resolve("empty"), "");
        var script = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            script.append("upload-file = \"" + empty + "\"\nurl = \"" + bed.url(stream) + "/session_1/v/segment_" + i
                    + ".m4s\"\noutput = \"/dev/null\"\n");
        }
        bed.curl("-K", Files.writeString(work.resolve("config"), script).toString());
        browser.open(bed.url("/ui/streams/1?page=5"));
        assertEquals("200", browser.evaluate("document.querySelectorAll('#files tr').length - 1"));
        assertTrue(text(".paging").startsWith("page 5 of 5"), text(".paging"));
        browser.open(bed.url("/ui/streams/1?filter=segment_99"));
        assertEquals("11", browser.evaluate("document.querySelectorAll('#files tr').length - 1"));
    }

    @Test
    void certificates() throws Exception {
        browser.open(bed.url("/ui/certificates"));
        assertTrue(text("main").contains("dev.key"), text("main"));
        assertFalse(text("main").contains("root.key"), text("main"));
        browser.open(bed.url("/ui/certificates/device/dev.pem"));
        assertTrue(text("main").contains("CN=dev,OU=TC_PAVS,O=CSA"), text("main"));
    }

    /** Checks a narrow screen and dark mode. Only tables may be wider than the screen, and they scroll separately. */
    @Test
    void narrowAndDark() throws Exception {
        var stream = bed.newStream("cmaf-ingest");
        var file = Files.writeString(work.resolve("x"), "no media");
        var path = "/session_1/" + "a-long-track-name".repeat(8) + "/segment_1001.m4s";
        bed.put(file, stream + path);
        browser.screen(360, true);
        for (var page : List.of("", "/1", "/1" + path, "/1" + path + ".crt", "/77")) {
            browser.open(bed.url("/ui/streams" + page));
            assertEquals("true", browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), page);
            assertEquals("rgb(20, 23, 28)", browser.evaluate("getComputedStyle(document.body).backgroundColor"), page);
        }
        browser.screen(360, false);
        assertEquals("rgb(255, 255, 255)", browser.evaluate("getComputedStyle(document.body).backgroundColor"));
    }

    @Test
    void errorsArePagesToo() throws Exception {
        for (var page : List.of("/ui/streams/77", "/ui/player/1/1", "/ui/certificates/device/none.pem", "/ui/none")) {
            assertEquals("404", bed.status(bed.url(page)), page);
        }
        assertEquals("403", bed.status(bed.url("/ui/certificates/device/root.key")));
        browser.open(bed.url("/ui/streams/77"));
        assertTrue(text("main").contains("stream not found"), text("main"));
    }
}
