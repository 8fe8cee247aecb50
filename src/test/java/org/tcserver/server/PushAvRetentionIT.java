package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.pushav.PushAvService;
import org.tcserver.pushav.ingest.Retention;
import org.tcserver.testing.Deadline;

/** Tests a server with a retention limit. */
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
    void removesAfterRestartWhatIsTooOldByItsRecord() throws Exception {
        var limits = keeping(Duration.ofHours(1), Long.MAX_VALUE);
        String stream;
        try (var bed = new PushAvTestBed(folder, false, limits)) {
            bed.makeDevice();
            stream = bed.newStream("cmaf-ingest");
            put(bed, stream + "/old.txt", 10, "202");
            put(bed, stream + "/new.txt", 10, "202");
        }
        recordTwoHoursAgo(folder.resolve(stream.substring(1)).resolve(".journal"), "old.txt");
        try (var bed = new PushAvTestBed(folder, false, limits)) {
            bed.makeDevice();
            awaitGone(bed, stream + "/old.txt");
            assertEquals("200", bed.status(bed.url(stream + "/new.txt")));
            assertTrue(bed.curl(bed.url(stream)).out().contains("new.txt"));
        }
    }

    private static void recordTwoHoursAgo(Path journal, String upload) throws IOException {
        var twoHoursAgo = Instant.now().minus(Duration.ofHours(2));
        var record = Pattern.compile("(\"path\":\"" + Pattern.quote(upload) + "\",\"at\":\")[^\"]+");
        var lines = record.matcher(Files.readString(journal));
        assertTrue(lines.find(), journal.toString());
        Files.writeString(journal, lines.replaceAll("$1" + twoHoursAgo));
    }
}
