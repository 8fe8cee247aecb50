package org.tcserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks recovery after SIGKILL, SIGTERM and a full disk. */
class PushAvCrashIT {
    private static final long SEED = 20260101;
    private static final int KILLS = 50;
    private static final int CLIENTS = 4;
    private static final int BYTES = 20_000;

    @TempDir
    Path folder;

    private final Semaphore uploads = new Semaphore(0);
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void killedDuringUploads() throws Exception {
        var random = new Random(SEED);
        try (var server = new PushAvProcess(folder)) {
            try (var client = new RawClient(server.port())) {
                client.send("POST /streams HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                assertTrue(client.rest().startsWith("HTTP/1.1 201"));
            }
            server.kill();
        }
        for (int round = 0; round < KILLS; round++) {
            int known = acknowledged.size();
            try (var server = new PushAvProcess(folder)) {
                var clients = new java.util.ArrayList<Thread>();
                for (int i = 0; i < CLIENTS; i++) {
                    var prefix = "/streams/1/session_" + round + "/t" + i + "/segment_";
                    clients.add(Thread.ofPlatform().start(() -> uploadUntilKilled(server.port(), prefix)));
                }
                uploads.acquire(1 + random.nextInt(40)); // The moment of the kill varies.
                server.kill();
                uploads.drainPermits();
                for (var client : clients) {
                    client.join();
                }
            }
            assertTrue(acknowledged.size() >= known, "round " + round);
        }
        assertTrue(acknowledged.size() > KILLS, () -> "too few uploads: " + acknowledged.size());
        everythingAcknowledgedIsWhole();
    }

    private void uploadUntilKilled(int port, String prefix) {
        try (var client = new RawClient(port)) {
            for (int i = 0; ; i++) {
                var path = prefix + i + ".m4s";
                client.send("PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + BYTES + "\r\n\r\n");
                client.send(content(path));
                if (!client.header().startsWith("HTTP/1.1 202")) {
                    return;
                }
                acknowledged.add(path);
                uploads.release();
            }
        } catch (IOException | java.security.GeneralSecurityException e) {
            return; // The test killed the server.
        }
    }

    private static byte[] content(String path) {
        return (path + " ")
                .repeat(BYTES / (path.length() + 1) + 1)
                .substring(0, BYTES)
                .getBytes(UTF_8);
    }

    private void everythingAcknowledgedIsWhole() throws Exception {
        try (var bed = new PushAvTestBed(folder, false)) {
            bed.makeDevice();
            var listed = new HashSet<String>();
            var matcher = java.util.regex.Pattern.compile("\"file_path\":\"([^\"]+)\"")
                    .matcher(bed.curl(bed.url("/streams/1")).out());
            while (matcher.find()) {
                listed.add("/streams/1/" + matcher.group(1));
            }
            for (var path : acknowledged) {
                assertTrue(listed.contains(path), path);
            }
            for (var path : listed) {
                var file = folder.resolve(path.substring(1));
                assertTrue(java.util.Arrays.equals(content(path), Files.readAllBytes(file)), path + ", seed " + SEED);
            }
            try (var left = Files.list(folder.resolve("streams/1/.incoming"))) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void terminatedServerLetsUploadsEnd() throws Exception {
        try (var server = new PushAvProcess(folder);
                var client = new RawClient(server.port())) {
            client.send("POST /streams HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            client.header();
            try (var upload = new RawClient(server.port())) {
                var expecting = "Content-Length: 10\r\nExpect: 100-continue\r\n\r\n";
                upload.send("PUT /streams/1/session_1/v/v.init HTTP/1.1\r\nHost: x\r\n" + expecting);
                assertTrue(upload.header().startsWith("HTTP/1.1 100"));
                var exit = new java.util.concurrent.FutureTask<>(server::terminate);
                Thread.ofPlatform().start(exit);
                upload.send("0123456789");
                assertTrue(upload.header().startsWith("HTTP/1.1 202"));
                assertEquals(0, exit.get(30, TimeUnit.SECONDS));
            }
            assertEquals("0123456789", Files.readString(folder.resolve("streams/1/session_1/v/v.init")));
        }
    }

    /** Requires permission to mount, and skips otherwise. */
    @Test
    void fullDisk() throws Exception {
        PushAvTestBed.require("mount");
        var mounted = PushAvTestBed.run(List.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString()));
        org.junit.jupiter.api.Assumptions.assumeTrue(
                mounted.exit() == 0, () -> "SKIPPED: a tmpfs cannot be mounted: " + mounted.out());
        try (var bed = new PushAvTestBed(folder, false)) {
            bed.makeDevice();
            var stream = bed.newStream("cmaf-ingest");
            fillAndRecover(bed, stream);
        } finally {
            PushAvTestBed.run(List.of("umount", "-l", folder.toString()));
        }
    }

    private void fillAndRecover(PushAvTestBed bed, String stream) throws Exception {
        var file = Files.createTempFile("upload", ".m4s");
        Files.write(file, new byte[300_000]);
        int whole = 0;
        var status = bed.put(file, stream + "/session_1/v/segment_0.m4s");
        while (status.equals("202")) {
            whole++;
            status = bed.put(file, stream + "/session_1/v/segment_" + whole + ".m4s");
        }
        assertEquals("507", status);
        assertTrue(whole >= 3, "only " + whole);
        var answer = bed.curl("-T", file.toString(), bed.url(stream + "/session_1/v/segment_99.m4s"))
                .out();
        assertEquals("{\"detail\":\"the disk is full\"}", answer);
        assertEquals("507", bed.put(file, stream + "/session_1/v/segment_0.m4s"));
        fill(folder.resolve("filler"));
        assertEquals("507", bed.status("-XPOST", bed.url("/certs/dev/keypair")));
        assertEquals("200", bed.status(bed.url("/certs/device/dev.pem")));
        Files.delete(folder.resolve("filler"));
        for (int i = 0; i < whole; i++) {
            assertEquals("200", bed.status(bed.url(stream + "/session_1/v/segment_" + i + ".m4s")));
            assertEquals(300_000, Files.size(folder.resolve("streams/1/session_1/v/segment_" + i + ".m4s")));
        }
        assertFalse(Files.exists(folder.resolve("streams/1/session_1/v/segment_99.m4s")));
        assertEquals("200", bed.status("-XDELETE", bed.url(stream + "/session_1/v/segment_1.m4s")));
        assertEquals("202", bed.put(file, stream + "/session_1/v/segment_99.m4s"));
        bed.restart();
        assertEquals("200", bed.status(bed.url(stream + "/session_1/v/segment_99.m4s")));
        Files.delete(file);
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (Files.exists(file)) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e::toString);
        }
    }
}
