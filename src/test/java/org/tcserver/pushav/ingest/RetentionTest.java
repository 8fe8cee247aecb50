package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the deletion of content that is too old or too large. */
class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private static final Evidence SHOWN =
            new Evidence(new Evidence.ClientCertificate("CN=dev", "{\"subject\":[]}"), null, null);
    private static final String INIT = "session_1/video/video.init";

    @TempDir
    private Path folder;

    private Instant now = START;
    private Streams streams;
    private PushStream stream;

    @BeforeEach
    void open() throws Exception {
        streams = Streams.open(folder, () -> now, () -> 0);
        stream = streams.create(IngestInterface.CMAF_INGEST, false);
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
    }

    private void restart() throws IOException {
        streams.close();
        streams = Streams.open(folder, () -> now, () -> 0);
        stream = streams.list().getFirst();
    }

    /** Uploads {@code bytes} bytes, one minute after the previous upload. */
    private void put(String path, int bytes) throws Exception {
        now = now.plus(Duration.ofMinutes(1));
        var incoming = stream.begin(path(path));
        receive(incoming, bytes);
        stream.commit(incoming, SHOWN);
        Files.setLastModifiedTime(folder.resolve("1").resolve(path), FileTime.from(now));
    }

    private static void receive(Incoming incoming, int bytes) throws IOException {
        var body = new ByteArrayInputStream("x".repeat(bytes).getBytes(UTF_8));
        while (incoming.receive(body)) {
            assertTrue(incoming.bytes() <= bytes);
        }
    }

    private static UploadPath path(String text) throws UploadPath.BadPathException {
        return UploadPath.of(Arrays.asList(text.split("/", -1)));
    }

    private static String segment(int number) {
        return "session_1/video/segment_" + number + ".m4s";
    }

    private List<String> listed() {
        return stream.view().files().stream().map(file -> file.path().text()).toList();
    }

    /** Returns all files except the stream's own. */
    private List<String> onDisk() throws IOException {
        var root = folder.resolve("1");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.equals(".journal") && !name.contains("stream.json"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private void expire(Duration maxAge, long maxBytes) throws IOException {
        new Expiry(stream).sweep(new Retention(maxAge, maxBytes), now);
    }

    @Test
    void theOldestGoWhenThereIsTooMuchButNotWhatTheOthersNeed() throws Exception {
        put(INIT, 10);
        for (int i = 1; i <= 5; i++) {
            put(segment(i), 100);
        }
        expire(Duration.ZERO, 310);
        assertEquals(List.of(INIT, segment(3), segment(4), segment(5)), listed());
        assertEquals(
                List.of(
                        segment(3),
                        segment(3) + ".crt",
                        segment(4),
                        segment(4) + ".crt",
                        segment(5),
                        segment(5) + ".crt",
                        INIT,
                        INIT + ".crt"),
                onDisk());
        put(segment(6), 100);
        expire(Duration.ZERO, 310);
        restart();
        assertEquals(List.of(INIT, segment(4), segment(5), segment(6)), listed());
    }

    @Test
    void whatIsTooOldGoesAndItsSessionAtLast() throws Exception {
        put(INIT, 10);
        put(segment(1), 10);
        put(segment(2), 10);
        var age = Duration.ofMinutes(10);
        now = START.plus(age).plus(Duration.ofMinutes(2)).plusMillis(1);
        expire(age, Long.MAX_VALUE);
        assertEquals(List.of(INIT, segment(2)), listed());
        now = now.plus(Duration.ofMinutes(1));
        expire(age, Long.MAX_VALUE);
        assertEquals(List.of(), listed());
        assertEquals(List.of(), onDisk());
        assertFalse(Files.exists(folder.resolve("1/session_1")));
        restart();
        assertEquals(List.of(), listed());
        put(segment(9), 1);
        assertEquals(List.of(segment(9)), listed());
    }

    /** A restored backup has new file times; a copy from elsewhere may have old ones. */
    @Test
    void countsAgeFromRecordOfUpload() throws Exception {
        put("old.txt", 10);
        put("old.txt", 10);
        now = now.plus(Duration.ofHours(1));
        put("new.txt", 10);
        var root = folder.resolve("1");
        for (var name : onDisk()) {
            var time = name.startsWith("old") ? now : START.minus(Duration.ofDays(9));
            Files.setLastModifiedTime(root.resolve(name), FileTime.from(time));
        }
        expire(Duration.ofMinutes(30), Long.MAX_VALUE);
        assertEquals(List.of("new.txt", "new.txt.crt"), onDisk());
    }

    @Test
    void countsAgeOfRefusedContentFromItsRecord() throws Exception {
        stream = streams.create(IngestInterface.CMAF_INGEST, true);
        TestUploads.put(stream, "odd.txt", "refused", SHOWN);
        TestUploads.put(stream, "odd.txt", "refused again", SHOWN);
        TestUploads.cutOff(stream, "odd.txt", "part");
        var refused = folder.resolve("2/.refused");
        assertTrue(Files.exists(refused.resolve("odd.txt")));
        now = now.plus(Duration.ofHours(1)); // the files themselves have the real time, months later
        expire(Duration.ofMinutes(30), Long.MAX_VALUE);
        try (var left = Files.list(refused)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void expiresNothingByClockThatJumped() throws Exception {
        var retention = new Retention(Duration.ofHours(1), 25);
        put("a.txt", 10);
        streams.tidy(retention);
        var right = now;
        for (var jump : List.of(Duration.ofDays(30), Duration.ofDays(-30))) {
            now = right.plus(jump);
            streams.tidy(retention);
            assertEquals(List.of("a.txt"), listed());
        }
        now = right.plus(Duration.ofDays(40));
        put("b.txt", 10);
        put("c.txt", 10);
        streams.tidy(retention);
        assertEquals(List.of("b.txt", "c.txt"), listed(), "what is too much goes all the same");
        now = right.plus(Duration.ofMinutes(30));
        streams.tidy(retention);
        put("d.txt", 1);
        now = right.plus(Duration.ofHours(2));
        streams.tidy(retention);
        assertEquals(List.of("b.txt", "c.txt"), listed(), "the clock is right again");
        now = right.plus(Duration.ofDays(60));
        streams.tidy(retention);
        assertEquals(List.of("b.txt", "c.txt"), listed());
        restart();
        streams.tidy(retention);
        assertEquals(List.of(), listed(), "a restart trusts the clock");
    }

    @Test
    void formerContentGoesToo() throws Exception {
        put("notes.txt", 100);
        put("notes.txt", 100);
        put("notes.txt", 100);
        assertEquals(6, onDisk().size());
        expire(Duration.ZERO, 200);
        assertEquals(4, onDisk().size());
        assertEquals(List.of("notes.txt"), listed());
        expire(Duration.ZERO, 100);
        assertEquals(List.of("notes.txt", "notes.txt.crt"), onDisk());
        assertEquals(List.of("notes.txt"), listed());
    }

    @Test
    void whatIsUnderWayIsLeftAlone() throws Exception {
        put("a.txt", 100);
        var incoming = stream.begin(path("b.txt"));
        receive(incoming, 500);
        expire(Duration.ZERO, 100);
        assertEquals(List.of("a.txt"), listed());
        now = now.plus(Duration.ofMinutes(1));
        stream.commit(incoming, SHOWN);
        expire(Duration.ZERO, 500);
        assertEquals(List.of("b.txt"), listed());
    }

    @Test
    void anAttemptIsForgottenLikeAFile() throws Exception {
        var incoming = stream.begin(path("a.txt"));
        stream.cutOff(incoming, "the client went away", null);
        expire(Duration.ofMinutes(1), Long.MAX_VALUE);
        assertEquals(List.of("a.txt"), listed());
        now = now.plus(Duration.ofMinutes(2));
        put("b.txt", 1);
        expire(Duration.ofMinutes(1), Long.MAX_VALUE);
        assertEquals(List.of("b.txt"), listed());
    }

    /** A camera whose uploads all fail must not make the server remember all of them. */
    @Test
    void onlyTheNewestFailuresAreKept() throws Exception {
        stream = streams.create(IngestInterface.CMAF_INGEST, true);
        TestUploads.put(stream, segment(1), "good", SHOWN);
        for (int i = 1; i <= 4; i++) {
            TestUploads.put(stream, "odd/" + i + ".txt", "refused", SHOWN);
            TestUploads.put(stream, "odd/" + i + ".txt", "refused again", SHOWN);
        }
        TestUploads.put(stream, segment(1), "refused", TestUploads.ANONYMOUS);
        TestUploads.cutOff(stream, "cut.txt", "part");
        TestUploads.put(stream, "odd/1.txt", "once more", SHOWN);
        assertEquals(2, stream.upkeep().forgetFailures(3, 2));
        assertEquals(0, stream.upkeep().forgetFailures(3, 2));
        assertEquals(List.of("odd/4.txt", segment(1), "cut.txt", "odd/1.txt"), listed());
        var refused = folder.resolve("2/.refused/odd");
        try (var left = Files.list(refused)) {
            assertEquals(
                    List.of("1", "4"),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> !name.endsWith(".crt"))
                            .map(name -> name.substring(0, 1))
                            .distinct()
                            .sorted()
                            .toList());
        }
        assertEquals(2, stream.upkeep().forgetFailures(1, 2));
        assertEquals(List.of(segment(1), "odd/1.txt"), listed());
        assertTrue(stream.view().files().getFirst().standing() != null, "what was once accepted stays");
    }

    @Test
    void whatHasGoneLeavesTheJournalInTime() throws Exception {
        for (int i = 0; i < 40_000; i++) {
            stream.trackNames(List.of("name" + i, "x".repeat(200)));
        }
        put("a.txt", 1);
        streams.tidy(Retention.ALL);
        assertTrue(Files.size(folder.resolve("1/.journal")) < 2000);
        restart();
        assertEquals(List.of("a.txt"), listed());
        assertEquals("name39999", stream.view().trackNames().getFirst());
    }

    @Test
    void allStreamsAreLookedAtWheneverTheyHaveChanged() throws Exception {
        var retention = new Retention(Duration.ZERO, 150);
        put("a.txt", 100);
        streams.tidy(retention);
        put("b.txt", 100);
        streams.tidy(Retention.ALL);
        assertEquals(List.of("a.txt", "b.txt"), listed());
        streams.tidy(retention);
        assertEquals(List.of("b.txt"), listed());
        streams.delete(1);
        streams.tidy(retention);
        assertEquals(List.of(), streams.list());
    }
}
