package org.tcserver.pushav.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.pushav.ingest.TestUploads.SHOWN;
import static org.tcserver.pushav.ingest.TestUploads.path;
import static org.tcserver.pushav.ingest.TestUploads.put;
import static org.tcserver.pushav.ingest.TestUploads.shown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends, or the disk fails, at each file operation: no acknowledged upload is lost. */
class CrashTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));
    private static final StreamSettings SETTINGS = new StreamSettings(1, IngestInterface.CMAF_INGEST, false);

    @TempDir
    private Path folder;

    private final FailingDisk disk = new FailingDisk();
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Set<String> uncertain = new HashSet<>();

    /** After that operation nothing more happens, as after SIGKILL. */
    @Test
    void killedAtEachOperation() throws Exception {
        for (long kill = 0; ; kill++) {
            long at = kill;
            var path = folder.resolve("killed-" + kill);
            if (work(path, operation -> operation >= at)) {
                assertTrue(kill > 60, "so few operations: " + kill);
                return;
            }
            assertNothingIsLost(path, "killed at operation " + kill);
        }
    }

    /** One operation fails, and the stream continues. */
    @Test
    void failedAtEachOperation() throws Exception {
        for (long failure = 0; ; failure++) {
            long at = failure;
            var path = folder.resolve("failed-" + failure);
            boolean whole = work(path, operation -> operation == at);
            assertNothingIsLost(path, "operation " + failure + " failed");
            if (whole) {
                return;
            }
        }
    }

    /** An upload fails during compaction. The new journal may contain a copy of its revoked line. */
    @Test
    void failedMeanwhile() throws Exception {
        int taken = 0;
        for (int failure = 0; failure < 12; failure++) {
            long at = failure;
            var path = folder.resolve("meanwhile-" + failure);
            PushStream.create(path, SETTINGS, CLOCK).close();
            disk.fail(operation -> false);
            try (var stream = PushStream.open(disk.path(path), CLOCK)) {
                assertNotNull(stream);
                for (int i = 0; i < 4; i++) {
                    put(stream, "a.txt", "a", SHOWN);
                    stream.delete(path("a.txt"));
                }
                taken += isInstalled(stream, operation -> operation == at) ? 0 : 1;
                put(stream, "c.txt", "c", SHOWN);
                var shown = shown(stream);
                try (var again = PushStream.open(path, CLOCK)) {
                    assertEquals(shown, shown(again), "operation " + failure);
                }
            }
        }
        assertTrue(taken > 0, "the line was never taken back");
    }

    /** Returns whether the stream installed the new journal. */
    private boolean isInstalled(PushStream stream, LongPredicate failing) throws Exception {
        try (var compaction = stream.upkeep().compaction(0)) {
            assertNotNull(compaction);
            compaction.write();
            disk.fail(failing);
            upload(stream, "b.txt", "b");
            disk.fail(operation -> false);
            return stream.upkeep().install(compaction);
        }
    }

    /** Uploads, removes and compacts; returns whether every operation succeeded. */
    private boolean work(Path path, LongPredicate failing) throws Exception {
        acknowledged.clear();
        uncertain.clear();
        PushStream.create(path, SETTINGS, CLOCK).close();
        disk.fail(operation -> false);
        var stream = PushStream.open(disk.path(path), CLOCK);
        assertNotNull(stream);
        disk.fail(failing);
        boolean whole = true;
        for (int i = 1; i <= 6; i++) {
            whole &= upload(stream, "session_1/v/segment_" + i + ".m4s", "content " + i);
            whole &= i == 1 || delete(stream, "session_1/v/segment_" + i + ".m4s");
            whole &= i % 3 != 0 || compact(stream);
        }
        whole &= upload(stream, "session_1/v/segment_1.m4s", "content anew");
        whole &= upload(stream, "session_1/v/segment_99.m4s", "content 99");
        var shown = shown(stream);
        stream.close();
        if (whole) {
            assertEquals(shown, shown(PushStream.open(path, CLOCK)));
        }
        return whole;
    }

    private boolean upload(PushStream stream, String path, String content) throws Exception {
        try {
            put(stream, path, content, SHOWN);
            acknowledged.put(path, content);
            uncertain.remove(path);
            return true;
        } catch (StorageException e) {
            uncertain.add(path);
            return false;
        }
    }

    private boolean delete(PushStream stream, String path) throws Exception {
        try {
            if (stream.delete(path(path))) {
                acknowledged.remove(path);
                uncertain.remove(path);
            }
            return true;
        } catch (StorageException e) {
            uncertain.add(path);
            return false;
        }
    }

    private static boolean compact(PushStream stream) {
        try {
            stream.upkeep().compact(0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void assertNothingIsLost(Path path, String when) throws Exception {
        try (var stream = PushStream.open(path, CLOCK)) {
            assertNotNull(stream, when);
            for (var upload : acknowledged.entrySet()) {
                if (!uncertain.contains(upload.getKey())) {
                    var file = stream.find(path(upload.getKey()));
                    assertNotNull(file, when + ": " + upload.getKey());
                    assertEquals(upload.getValue(), Files.readString(file.file()), when);
                    assertNotNull(stream.findCertificate(path(upload.getKey())), when);
                    assertTrue(shown(stream).contains(upload.getKey()), when);
                }
            }
            for (var file : stream.view().files()) {
                var name = file.path().text();
                assertTrue(acknowledged.containsKey(name) || uncertain.contains(name), when + ": " + name);
            }
        }
    }
}
