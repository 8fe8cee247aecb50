package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.pushav.PushAvService;

/** Clients that stall, trickle, vanish or send invalid data. */
class PushAvFaultsIT {
    private static final Duration STALL = Duration.ofSeconds(2);

    /** A valid client may be slow on a busy machine. */
    private static final Duration NO_STALL = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path work;

    private PushAvTestBed bed() throws Exception {
        return bed(NO_STALL);
    }

    private PushAvTestBed bed(Duration stallLimit) throws Exception {
        var bed = new PushAvTestBed(folder, false, PushAvTestBed.limits(stallLimit, 1_000_000));
        bed.makeDevice();
        bed.newStream("cmaf-ingest");
        return bed;
    }

    private static String put(String path, String more) {
        return "PUT " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + more + "\r\n";
    }

    private static void awaitFile(PushAvTestBed bed, String reason) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (!bed.anonymous(bed.url("/streams/1")).out().contains(reason)) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void whoStallsIsCutOffAndRecorded() throws Exception {
        try (var bed = bed(STALL);
                var client = new RawClient(bed.port())) {
            client.send(put("/streams/1/session_1/v/v.init", "Content-Length: 100\r\n"))
                    .send("12345");
            assertEquals("", client.rest());
            awaitFile(bed, "the client stalled after 5 bytes");
            assertFalse(Files.exists(folder.resolve("streams/1/session_1")));
        }
    }

    @Test
    void whoTricklesIsCutOffToo() throws Exception {
        try (var bed = bed(STALL);
                var client = new RawClient(bed.port())) {
            client.send(put("/streams/1/session_1/v/v.init", "Content-Length: 100\r\n"));
            var pace = new CountDownLatch(1);
            assertTimeoutPreemptively(PATIENCE, () -> {
                try {
                    while (!pace.await(200, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        client.send("x");
                    }
                } catch (IOException e) {
                    pace.countDown(); // The server disconnected the client, as expected.
                }
            });
            awaitFile(bed, "the client stalled after");
        }
    }

    @Test
    void whoVanishesIsRecorded() throws Exception {
        try (var bed = bed();
                var client = new RawClient(bed.port())) {
            client.send(put("/streams/1/session_1/v/v.init", "Transfer-Encoding: chunked\r\n"))
                    .send("5\r\n12345\r\n");
            awaitFile(bed, "\"uploads_in_progress\":[{\"file_path\":\"session_1/v/v.init\"");
            client.vanish();
            awaitFile(bed, "the client went away after");
            assertFalse(bed.anonymous(bed.url("/streams/1")).out().contains("uploads_in_progress"));
        }
    }

    @Test
    void whomTheServerLeftIsRecorded() throws Exception {
        var first = bed();
        try (var client = new RawClient(first.port())) {
            try (first) { // The server closes before the client does.
                client.send(put("/streams/1/session_1/v/v.init", "Content-Length: 100\r\n"))
                        .send("12345");
                awaitFile(first, "\"uploads_in_progress\"");
            }
        }
        try (var second = new PushAvTestBed(folder, false, PushAvTestBed.limits(NO_STALL, 1_000_000))) {
            awaitFile(second, "the server stopped after 5 bytes");
        }
    }

    @Test
    void whoEndsTooEarlyIsRecorded() throws Exception {
        try (var bed = bed();
                var client = new RawClient(bed.port())) {
            client.send(put("/streams/1/session_1/v/v.init", "Content-Length: 100\r\n"))
                    .send("12345");
            awaitFile(bed, "\"uploads_in_progress\"");
            client.leave();
            awaitFile(bed, "the client went away after 5 bytes");
        }
    }

    /** Runs with virtual threads, and with the thread pool for JDKs before 24. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1024})
    void fiveHundredStalledClientsDoNotStopTheNext(int platformThreads) throws Exception {
        assumeTrue(platformThreads > 0 || Runtime.version().feature() >= 24, "there they would, hence the pool");
        var limits = new PushAvService.Limits(1_000_000, Duration.ofMinutes(5), platformThreads);
        var stalled = new ArrayList<RawClient>();
        try (var bed = new PushAvTestBed(folder, false, limits)) {
            bed.makeDevice();
            bed.newStream("cmaf-ingest");
            for (int i = 0; i < 500; i++) {
                var client = new RawClient(bed.port());
                stalled.add(
                        client.send(put("/streams/1/session_1/v/segment_" + i + ".m4s", "Content-Length: 100\r\n")));
            }
            assertTimeoutPreemptively(PATIENCE, () -> assertEquals("200", bed.status(bed.url("/streams"))));
        } finally {
            for (var client : stalled) {
                client.vanish();
            }
        }
    }

    private static final List<String> ELSEWHERE = List.of(
            "/streams/1/../../../etc/x.m4s",
            "/streams/1/..%2f..%2fx.m4s",
            "/streams/1/%2e%2e/x.m4s",
            "/streams/1/%2e%2e%2fx.m4s",
            "/streams/1/..%5cx.m4s",
            "/streams/1/..\\x.m4s",
            "/streams/1/%c0%ae%c0%ae/x.m4s",
            "/streams/1/%252e%252e%252fx/../x.m4s",
            "/streams/1//etc/x.m4s",
            "/streams/1/%2fetc/x.m4s",
            "/streams/1/x%00.m4s",
            "/streams/1/.journal",
            "/streams/1/.incoming/1",
            "/streams/1/.refused/x.m4s",
            "/streams/1/stream.json",
            "/streams/1/x.m4s.crt",
            "/streams/1/%0d%0aX:y.m4s",
            "/streams/1/%ff.m4s",
            "/streams/../certs/device/root.pem",
            "/streams/%2e%2e/certs/device/root.pem",
            "/static/../../META-INF/MANIFEST.MF",
            "/static/%2e%2e/PushAvService.class");

    @Test
    void pathsThatLeadElsewhere() throws Exception {
        try (var bed = bed()) {
            var before = listing();
            for (var path : ELSEWHERE) {
                refused(bed, "PUT", path);
                refused(bed, "GET", path);
                assertEquals(before, listing(), path);
            }
        }
    }

    private void refused(PushAvTestBed bed, String method, String path) throws Exception {
        try (var client = new RawClient(bed.port())) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Length: 4\r\n\r\nevil");
            var answer = client.rest();
            assertTrue(answer.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), method + " " + path + ": " + answer);
            assertFalse(answer.contains(folder.toString()), answer);
        }
    }

    private List<Path> listing() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.endsWith("stream.json") && !file.endsWith(".incoming"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void headersThatAreTooLong() throws Exception { // Some requests have less body than they announce.
        try (var bed = bed(STALL)) {
            var requests = List.of(
                    put("/streams/1/" + "x".repeat(300) + ".m4s", "Content-Length: 0\r\n"),
                    put("/streams/1/" + "x/".repeat(3000) + "x.m4s", "Content-Length: 0\r\n"),
                    put("/streams/1/x.m4s", "Content-Length: 0\r\nA: " + "x".repeat(100_000) + "\r\n"),
                    put("/streams/1/x.m4s", "Content-Length: 0\r\n" + "A: x\r\n".repeat(5000)),
                    put("/streams/1/x.m4s", "Content-Length: -1\r\n"),
                    put("/streams/1/x.m4s", "Content-Length: 99999999999999999999\r\n"),
                    put("/streams/1/x.m4s", "Content-Length: 1\r\nContent-Length: 2\r\n"),
                    put("/streams/1/x.m4s", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
                    put("/streams/1/x.m4s", "Transfer-Encoding: chunked\r\n") + "zz\r\n",
                    "nonsense\r\n\r\n",
                    "GET\r\n\r\n",
                    "\u0000".repeat(1000) + "\r\n\r\n");
            for (var request : requests) {
                try (var client = new RawClient(bed.port())) {
                    var answer = sendAll(client, request);
                    assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), answer);
                }
            }
            assertEquals("200", bed.status(bed.url("/streams")));
        }
    }

    private static String sendAll(RawClient client, String request) {
        try {
            client.send(request);
        } catch (IOException e) {
            return ""; // The server closed before the client had sent everything.
        }
        return client.rest();
    }

    @Test
    void uploadsThatAreTooLong() throws Exception {
        try (var bed = bed()) {
            var file = Files.write(work.resolve("long"), new byte[1_000_001]);
            assertEquals("413", bed.put(file, "/streams/1/session_1/v/v.init"));
            assertEquals("413", bed.put(file, "/streams/1/session_1/v/v.init", "-H", "Transfer-Encoding: chunked"));
            var bomb = work.resolve("bomb");
            try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(bomb))) {
                for (int i = 0; i < 100; i++) {
                    out.write(new byte[100_000]);
                }
            }
            assertEquals("413", bed.put(bomb, "/streams/1/session_1/v/v.init", "-H", "Content-Encoding: gzip"));
            assertFalse(Files.exists(folder.resolve("streams/1/session_1")));
            try (var left = Files.list(folder.resolve("streams/1/.incoming"))) {
                assertEquals(List.of(), left.toList());
            }
            var json = Files.writeString(work.resolve("json"), "{\"csr\":\"" + "x".repeat(100_000) + "\"}");
            assertEquals("413", bed.status("--json", "@" + json, bed.url("/certs/x/sign")));
        }
    }

    /** Sends invalid and too large chunk lengths, and invalid or truncated gzip. */
    @Test
    void malformedBodiesAreAnsweredAndRecorded() throws Exception { // Some requests have less body than they announce.
        try (var bed = bed(STALL)) {
            for (var chunk : List.of("zz\r\nabc\r\n", "-3\r\nabc\r\n", "80000000\r\nabc\r\n", "7fffffffffffffff\r\n")) {
                try (var client = new RawClient(bed.port())) {
                    client.send(put("/streams/1/session_1/v/v.init", "Transfer-Encoding: chunked\r\n") + chunk);
                    var answer = client.rest();
                    assertTrue(answer.startsWith("HTTP/1.1 400 "), () -> chunk + answer);
                }
            }
            assertTrue(bed.anonymous(bed.url("/streams/1")).out().contains("cut_off"));
            var whole = new java.io.ByteArrayOutputStream();
            try (var out = new java.util.zip.GZIPOutputStream(whole)) {
                out.write(new byte[10_000]);
            }
            for (int length : List.of(0, 5, 15, whole.size() - 1)) {
                var file = Files.write(work.resolve("part"), java.util.Arrays.copyOf(whole.toByteArray(), length));
                assertEquals(
                        "400",
                        bed.put(file, "/streams/1/session_1/v/v.init", "-H", "Content-Encoding: gzip"),
                        length + " bytes of gzip");
            }
            assertFalse(Files.exists(folder.resolve("streams/1/session_1")));
        }
    }

    @Test
    void requestsThatAreTurnedAwayAreLogged() throws Exception {
        try (var server = new PushAvProcess(folder)) {
            for (var path : List.of("/streams/7/a.m4s", "/streams/7/%2e%2e/a.m4s", "/streams/x/%1b[1m.m4s", "/%ff")) {
                try (var client = new RawClient(server.port())) {
                    client.send(put(path, "Content-Length: 0\r\n"));
                    assertTrue(client.rest().startsWith("HTTP/1.1 4"), path);
                }
            }
            assertEquals(0, server.terminate());
            var log = server.log();
            assertTrue(log.contains("PUT /streams/7/a.m4s answered 404: stream not found, 127.0.0.1"), log);
            assertTrue(log.contains("PUT /%ff answered 400: "), log);
            assertFalse(log.contains("\u001b"), log);
        }
    }
}
