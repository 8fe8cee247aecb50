package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.pushav.PushAvService;
import org.tcserver.pushav.ingest.Retention;
import org.tcserver.testing.Deadline;

/** A server that keeps only so much. */
class PushAvRetentionIT {
    @TempDir
    private Path folder;

    private static PushAvService.Limits keeping(Duration maxAge, long maxBytes) {
        return PushAvService.Limits.of(PushAvConfig.DEFAULT_MAX_UPLOAD_BYTES).keeping(new Retention(maxAge, maxBytes));
    }

    private static void put(PushAvTestBed bed, String path, int bytes, String status) throws Exception {
        assertEquals(status, bed.status("--data-binary", "x".repeat(bytes), "-XPUT", bed.url(path)), path);
    }

    private static void awaitGone(PushAvTestBed bed, String path) throws Exception {
        var deadline = Deadline.patient();
        while (!bed.status(bed.url(path)).equals("404")) {
            assertTrue(deadline.remainingNanos() > 0, path);
        }
    }

    @Test
    void theOldestMakeRoom() throws Exception {
        try (var bed = new PushAvTestBed(folder, false, keeping(Duration.ZERO, 2500))) {
            bed.makeDevice();
            var stream = bed.newStream("cmaf-ingest");
            put(bed, stream + "/a.txt", 1000, "202");
            put(bed, stream + "/b.txt", 1000, "202");
            put(bed, stream + "/c.txt", 1000, "202");
            awaitGone(bed, stream + "/a.txt");
            assertEquals("200", bed.status(bed.url(stream + "/b.txt")));
            put(bed, stream + "/much.txt", 3000, "413");
            assertEquals("200", bed.status(bed.url(stream + "/c.txt")));
            bed.restart();
            assertEquals("404", bed.status(bed.url(stream + "/a.txt")));
            assertEquals("200", bed.status(bed.url(stream + "/b.txt")));
        }
    }

    @Test
    void whatIsTooOldGoesAfterARestartToo() throws Exception {
        try (var bed = new PushAvTestBed(folder, false, keeping(Duration.ofHours(1), Long.MAX_VALUE))) {
            bed.makeDevice();
            var stream = bed.newStream("cmaf-ingest");
            put(bed, stream + "/old.txt", 10, "202");
            put(bed, stream + "/new.txt", 10, "202");
            var twoHoursAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
            Files.setLastModifiedTime(folder.resolve(stream.substring(1)).resolve("old.txt"), twoHoursAgo);
            bed.restart();
            awaitGone(bed, stream + "/old.txt");
            assertEquals("200", bed.status(bed.url(stream + "/new.txt")));
            assertTrue(bed.curl(bed.url(stream)).out().contains("new.txt"));
        }
    }
}
