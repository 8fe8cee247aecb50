package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Browser;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.FreePort;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerCommand;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StampedPictures;
import org.tcserver.testing.TlsFiles;

/** Publishes with ffmpeg over RTMP and plays in Chromium with the server's own page. */
@Isolated
class PlayerPageInteropIT {
    private static final int WINDOW_MILLIS = 8000;
    /** Retries, because other load on the machine is temporary. */
    private static final int MOST_WINDOWS = 6;
    /** Longer than any test. Each test stops its publisher. */
    private static final int PUBLISHED_SECONDS = 300;

    private static final double LEAST_SHARE = 0.95;
    private static final int MOST_BEHIND_MILLIS = 500;
    private static final String PLAYS = "figures?.state === 'playing' && figures.shown > %d";
    private static final String NOTICE = "document.getElementById('notice').innerText";
    private static final String KEY = "secret";

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path profile;

    @TempDir
    static Path folder;

    private static Program ffmpeg;
    private static Browser browser;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        ffmpeg = Program.requireFfmpegWith("libx264");
        browser = new Browser(profile);
        var files = TlsFiles.in(folder, "EC");
        server = ServerProcess.startRtws(
                "--wss",
                "127.0.0.1:0",
                "--tls-cert",
                files.certificate().toString(),
                "--tls-key",
                files.key().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
            assertEquals(List.of(), server.unreadable(), "lines on stdout that are no events");
            assertEquals("", server.stderr());
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static String page(ServerProcess of, String query) throws InterruptedException {
        return "http://127.0.0.1:" + of.port("rtws") + "/" + query;
    }

    private static ProgramRun publish(ServerProcess to, String name, String size) throws Exception {
        var begun = to.events().stream().filter(e -> isPublish(name, e)).count();
        var run = StampedPictures.publish(
                ffmpeg, "rtmp://127.0.0.1:" + to.port() + "/live/" + name, size, PUBLISHED_SECONDS);
        to.awaitCount((int) begun + 1, "publish of " + name, e -> isPublish(name, e), Deadline.patient());
        return run;
    }

    private static boolean isPublish(String name, LoggedEvent event) {
        return event.is("publish") && event.has("name", name);
    }

    private static void awaitMessage(String text) throws IOException {
        browser.awaitTrue("document.getElementById('message').innerText.includes(`" + text + "`)", "true");
    }

    /** Waits until the page plays a frame of this size, and several more frames. */
    private static void awaitPicture(String size) throws IOException {
        browser.awaitTrue(PLAYS.formatted(5) + " && String(figures.size) === '" + size.replace('x', ',') + "'", "true");
        var shown = Integer.parseInt(browser.evaluate("figures.shown"));
        browser.awaitTrue(PLAYS.formatted(shown + 10), "true");
    }

    /**
     * Compares the page's frames over some seconds with those of another client and with the publisher's clock. Repeats
     * this if the machine was too busy.
     */
    private static void assertInTime(String player, RtwsClient viewer) throws Exception {
        StampedPictures.watch(browser);
        var window = Window.watched(viewer);
        for (int i = 1; i < MOST_WINDOWS && !window.isInTime(); i++) {
            window = Window.watched(viewer);
        }
        assertEquals(player, browser.evaluate("figures.player"));
        assertTrue(window.isInTime(), player + ": " + window);
    }

    /** The frames of some seconds. {@code lags}: the age of each frame in milliseconds, in ascending order. */
    private record Window(long published, int shown, List<Integer> lags, long mostBehindMillis) {
        static Window watched(RtwsClient viewer) throws Exception {
            try (var lag = new MachineLag()) {
                viewer.takeUntilQuiet(Duration.ZERO);
                int before = Integer.parseInt(
                        browser.evaluate("seen.clear(), globalThis.before = performance.now(), figures.shown"));
                int after = Integer.parseInt(
                        browser.awaitTrue("performance.now() - before > " + WINDOW_MILLIS, "figures.shown"));
                var published = viewer.takeUntilQuiet(Duration.ZERO).stream()
                        .filter(m -> m.type() == RtmpMessage.VIDEO)
                        .count();
                var lags = Stream.of(browser.evaluate("[...seen.values()]").split(",", -1))
                        .filter(each -> !each.isEmpty())
                        .map(Integer::valueOf)
                        .sorted()
                        .toList();
                var window = new Window(published, after - before, lags, lag.allow(MOST_BEHIND_MILLIS));
                System.out.println(window);
                return window;
            }
        }

        boolean isInTime() {
            return published > 0
                    && shown >= LEAST_SHARE * published - 1
                    && lags.size() >= LEAST_SHARE * published * 0.8
                    && behindMillis(0.5) <= mostBehindMillis;
        }

        /** Returns this quantile of the lags. */
        private int behindMillis(double share) {
            return lags.isEmpty() ? Integer.MAX_VALUE : lags.get((int) (share * lags.size()));
        }

        @Override
        public String toString() {
            return shown + " of " + published + " pictures shown, " + lags.size() + " different ones seen; behind by "
                    + behindMillis(0.5) + " ms, of " + mostBehindMillis + ", the latest tenth by " + behindMillis(0.9)
                    + " ms or more";
        }
    }

    @Test
    void picturesComeInTimeAndAgainAfterARepublish() throws Exception {
        browser.open(page(server, "?app=live&stream=tv"));
        awaitMessage("“tv” is not on air yet");
        try (var viewer = RtwsClient.connected(server.port("rtws"), "live")) {
            viewer.play("tv");
            try (var publisher = publish(server, "tv", "320x180")) {
                awaitPicture("320x180");
                browser.evaluate("document.getElementById('sound').click()");
                assertInTime("WebCodecs", viewer);
                browser.awaitTrue("figures.heardSeconds > 6", "true");
                publisher.interrupt();
            }
        }
        awaitMessage("“tv” has ended");
        try (var publisher = publish(server, "tv", "640x360")) {
            awaitPicture("640x360");
            browser.awaitTrue("figures.delayMillis < " + MOST_BEHIND_MILLIS, "true");
            assertTrue(publisher.isAlive());
        }
    }

    @Test
    void mediaSourceDoesToo() throws Exception {
        browser.open(page(server, "?app=live&stream=mse&player=mse"));
        try (var viewer = RtwsClient.connected(server.port("rtws"), "live")) {
            viewer.play("mse");
            try (var publisher = publish(server, "mse", "320x180")) {
                awaitPicture("320x180");
                assertInTime("Media Source", viewer);
                publisher.interrupt();
            }
        }
        awaitMessage("“mse” has ended");
        try (var publisher = publish(server, "mse", "640x360")) {
            awaitPicture("640x360");
            assertTrue(publisher.isAlive());
        }
    }

    /** Some browsers do not support MP3 in MP4. */
    @Test
    void mp3IsHeardThroughMediaSource() throws Exception {
        browser.open(page(server, "?app=live&stream=mp3&player=mse"));
        awaitMessage("not on air yet");
        try (var publisher =
                publishSynthetic("mp3", "-c:v libx264 -preset ultrafast -g 25 -c:a libmp3lame -ar 44100")) {
            browser.awaitTrue(PLAYS.formatted(40), "true");
            assertEquals("", browser.evaluate(NOTICE));
            browser.awaitTrue("document.querySelector('video').webkitAudioDecodedByteCount > 5000", "true");
            assertTrue(publisher.isAlive());
        }
    }

    @Test
    void soundAloneIsNoPicture() throws Exception {
        browser.open(page(server, "?app=live&stream=radio"));
        try (var publisher = publish(server, "radio", "320x180")) {
            awaitPicture("320x180");
            assertTrue(publisher.isAlive());
        }
        awaitMessage("“radio” has ended");
        try (var publisher = publishSynthetic("radio", "-vn -c:a aac")) {
            awaitMessage("Sound only");
            assertEquals(
                    "hidden", browser.evaluate("getComputedStyle(document.querySelector('#stage > *')).visibility"));
            awaitMessage("Turn the sound on below");
            browser.evaluate("document.getElementById('sound').click()");
            browser.awaitTrue("!document.getElementById('message').innerText.includes('Turn')", "true");
            assertTrue(publisher.isAlive());
        }
    }

    private static ProgramRun publishSynthetic(String name, String options) throws Exception {
        var arguments =
                new ArrayList<>(List.of("-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        arguments.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=440", "-t", Integer.toString(PUBLISHED_SECONDS)));
        arguments.addAll(List.of("-pix_fmt", "yuv420p"));
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of("-f", "flv", "rtmp://127.0.0.1:" + server.port() + "/live/" + name));
        return ffmpeg.start(arguments.toArray(String[]::new));
    }

    /** Browsers do not offer WebCodecs on an insecure origin. */
    @Test
    void fromAnInsecureOriginMediaSourcePlays() throws Exception {
        browser.open("http://" + Browser.INSECURE_HOST + ":" + server.port("rtws") + "/?app=live&stream=none");
        awaitMessage("“none” is not on air yet");
        assertEquals("Media Source", browser.evaluate("figures.player"));
        var notice = browser.evaluate(NOTICE);
        assertTrue(notice.contains("did not come by HTTPS"), notice);
    }

    @Test
    void overTls() throws Exception {
        try (var publisher = publish(server, "safe", "320x180")) {
            browser.open("https://127.0.0.1:" + server.port("wss") + "/?app=live&stream=safe");
            awaitPicture("320x180");
            assertEquals("https:", browser.evaluate("location.protocol"));
            assertTrue(publisher.isAlive());
        }
        assertTrue(
                server.events().stream().anyMatch(e -> e.is("play") && e.has("proto", "wss") && e.has("name", "safe")));
    }

    /** Chromium has no software decoder for HEVC. With hardware support, it plays. */
    @Test
    void whatTheBrowserCannotDecodeIsSaid() throws Exception {
        var ffmpeg8 = Program.requireFfmpeg8("ffmpeg");
        browser.open(page(server, "?app=live&stream=hevc"));
        awaitMessage("not on air yet");
        var url = "rtmp://127.0.0.1:" + server.port() + "/live/hevc";
        try (var publisher = ffmpeg8.start(
                "-v", "error", "-re", "-i", Clip.HEVC.file().toString(), "-c", "copy", "-f", "flv", url)) {
            var said = browser.awaitTrue(
                    "['playing', 'unsupported'].includes(document.body.dataset.state)",
                    "document.getElementById('message').innerText");
            assertTrue(said.isEmpty() || said.contains("This browser cannot play HEVC video"), said + publisher);
        }
    }

    @Test
    void tokensAreAskedFor() throws Exception {
        try (var guarded = ServerProcess.startRtws("-k", KEY)) {
            browser.open(page(guarded, "?app=live&stream=tv"));
            awaitMessage("A token is needed");
            browser.open(page(guarded, "?app=live&stream=tv&token=00ff"));
            awaitMessage("The token was refused");
            var token = token();
            browser.evaluate("document.querySelector('[name=token]').value = '" + token + "'");
            browser.evaluate("document.getElementById('watch').click()");
            awaitMessage("“tv” is not on air yet");
            assertEquals(
                    "?app=live&stream=tv", browser.evaluate("location.search"), "the token is in nobody's history");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"&token=", "#token="})
    void takesTheTokenOutOfTheAddressAndKeepsItForReloads(String parameter) throws Exception {
        try (var guarded = ServerProcess.startRtws("-k", KEY)) {
            browser.open(page(guarded, "?app=live&stream=tv%3Ftoken%3Dabc%26asis" + parameter + token()));
            awaitMessage("“tv?asis” is not on air yet");
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        "?app=live&stream=tv%3Fasis tv?asis",
                        browser.evaluate("location.search + location.hash + ' ' + document.title.split(' ')[0]"));
                browser.open(String.valueOf(browser.evaluate("location.href")));
                awaitMessage("“tv?asis” is not on air yet");
            }
        }
    }

    private static String token() throws Exception {
        return ServerCommand.run("-k", KEY, "live").stdout().replaceAll("(?s).*\"token\":\"([0-9a-f]+)\".*", "$1");
    }

    @Test
    void aRestartedServerIsFoundAgain() throws Exception {
        int port = FreePort.next();
        try (var first = ServerProcess.startRtmp("-w", "127.0.0.1:" + port)) {
            browser.open(page(first, "?app=live&stream=tv"));
            try (var publisher = publish(first, "tv", "320x180")) {
                awaitPicture("320x180");
                assertTrue(publisher.isAlive());
                first.signal("TERM");
                browser.awaitTrue(NOTICE + ".includes('shutting down')", "true");
            }
        }
        browser.awaitTrue("document.body.dataset.state === 'reconnecting'", "true");
        try (var second = ServerProcess.startRtmp("-w", "127.0.0.1:" + port);
                var publisher = publish(second, "tv", "640x360")) {
            awaitPicture("640x360");
            assertTrue(publisher.isAlive());
            assertEquals("", browser.evaluate(NOTICE));
        }
    }
}
