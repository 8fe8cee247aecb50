package org.tcserver.pushav.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.pushav.ingest.TestUploads.ANONYMOUS;
import static org.tcserver.pushav.ingest.TestUploads.SHOWN;
import static org.tcserver.pushav.ingest.TestUploads.cutOff;
import static org.tcserver.pushav.ingest.TestUploads.path;
import static org.tcserver.pushav.ingest.TestUploads.put;
import static org.tcserver.pushav.ingest.TestUploads.shown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compaction removes obsolete records from the journal; the visible state stays the same. */
class CompactionTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));

    @TempDir
    private Path folder;

    private Streams streams;
    private PushStream stream;

    @BeforeEach
    void open() throws Exception {
        streams = Streams.open(folder, CLOCK);
        stream = streams.create(IngestInterface.CMAF_INGEST, false);
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
    }

    private void restart() throws IOException {
        streams.close();
        streams = Streams.open(folder, CLOCK);
        stream = streams.list().getLast();
    }

    private Path journal() {
        return folder.resolve(Long.toString(stream.settings().id())).resolve(".journal");
    }

    private long lines() throws IOException {
        return Files.readAllLines(journal()).size();
    }

    private static String segment(int number) {
        return "session_1/v/segment_" + number + ".m4s";
    }

    private void waste(int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            put(stream, segment(i), "x", SHOWN);
            assertTrue(stream.delete(path(segment(i))));
        }
    }

    private void wasteLines(int count) throws StorageException {
        for (int i = 0; i < count; i++) {
            stream.trackNames(stream.view().trackNames());
        }
    }

    private static Compaction begun(PushStream stream) {
        var compaction = stream.upkeep().compaction(0);
        assertNotNull(compaction);
        return compaction;
    }

    @Test
    void whatIsGoneLeavesTheJournal() throws Exception {
        put(stream, "session_1/v/v.init", "x", SHOWN);
        waste(1001, 20);
        put(stream, segment(1021), "x", SHOWN);
        var before = shown(stream);
        assertEquals(43, lines());
        stream.upkeep().compact(0);
        assertEquals(7, lines(), "created, two uploads, the last number, track names, a session, a track");
        assertFalse(Files.exists(Compaction.fresh(journal())));
        assertEquals(before, shown(stream));
        restart();
        assertEquals(before, shown(stream));
        assertEquals(0, stream.view().errorCount());
        assertEquals(
                List.of("the Content-Type '' does not fit .m4s"),
                put(stream, segment(1022), "x", SHOWN).warnings().stream()
                        .filter(warning -> !warning.contains("moof"))
                        .toList(),
                "it knows which number came before");
    }

    /** The history no longer contains the upload that gave a manifest its place. */
    @Test
    void pathsKeepTheirPlace() throws Exception {
        put(stream, "session_1/index.mpd", "<MPD type=\"dynamic\"/>", SHOWN);
        put(stream, "session_1/index.m3u8", "#EXTM3U\n", SHOWN);
        for (int i = 0; i < UploadedFile.MAX_HISTORY + 5; i++) {
            put(stream, "session_1/index.mpd", "<MPD type=\"dynamic\"/>", SHOWN);
        }
        wasteLines(500);
        var before = shown(stream);
        stream.upkeep().compact(0);
        assertEquals(107, lines(), "created, 101 and a first of one path, one of the other, and three of the stream");
        restart();
        assertEquals(before, shown(stream));
    }

    @Test
    void littleWasteIsLeftAlone() throws Exception {
        put(stream, "a.txt", "x", SHOWN);
        put(stream, "b.txt", "x", SHOWN);
        assertTrue(stream.delete(path("a.txt")));
        assertNull(stream.upkeep().compaction(0), "less than half");
        waste(1001, 20);
        assertNull(stream.upkeep().compaction(1 << 20), "not enough bytes");
        assertNotNull(stream.upkeep().compaction(1 << 10));
        stream.upkeep().compact(0);
        assertNull(stream.upkeep().compaction(0), "none is left");
    }

    @Test
    void noNumberIsUsedAgain() throws Exception {
        waste(1001, 20);
        stream.upkeep().compact(0);
        restart();
        assertEquals(21, put(stream, "a.txt", "x", SHOWN).number());
    }

    @Test
    void whatComesMeanwhileIsThere() throws Exception {
        waste(1001, 20);
        try (var compaction = begun(stream)) {
            put(stream, segment(2001), "before", SHOWN);
            compaction.write();
            put(stream, segment(2002), "after", SHOWN);
            assertTrue(stream.delete(path(segment(2001))));
            stream.trackNames(List.of("v"));
            assertTrue(stream.upkeep().install(compaction));
        }
        put(stream, segment(2003), "later", SHOWN);
        var before = shown(stream);
        assertTrue(before.contains(segment(2002)));
        restart();
        assertEquals(before, shown(stream));
        assertTrue(lines() < 12);
    }

    @Test
    void aStreamThatGoesMeanwhileIsNotInTheWay() throws Exception {
        waste(1001, 20);
        try (var compaction = begun(stream)) {
            compaction.write();
            assertTrue(streams.delete(1));
            assertFalse(stream.upkeep().install(compaction));
        }
        stream.upkeep().compact(0);
        assertFalse(Files.exists(folder.resolve("1")));
    }

    @Test
    void aDiskThatFailsIsNotTriedAgainAtOnce() throws Exception {
        waste(1001, 20);
        Files.createDirectories(Compaction.fresh(journal()));
        assertThrows(IOException.class, () -> stream.upkeep().compact(300));
        stream.upkeep().compact(300);
        put(stream, "a.txt", "x", SHOWN);
        Files.delete(Compaction.fresh(journal()));
        stream.upkeep().compact(300);
        assertTrue(lines() > 40);
        put(stream, "b.txt", "x", SHOWN);
        stream.upkeep().compact(300);
        assertTrue(lines() < 10);
        var before = shown(stream);
        restart();
        assertEquals(before, shown(stream));
    }

    /** After any operations, the compacted journal, the whole journal and the state in memory agree. */
    @ParameterizedTest
    @ValueSource(strings = {"cmaf-ingest", "dash", "hls"})
    void theSameIsShown(String kind) throws Exception {
        long seed = 20260301L + kind.hashCode();
        var random = new Random(seed);
        stream = streams.create(IngestInterface.of(kind).orElseThrow(), random.nextBoolean());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 150; i++) {
                act(random);
            }
            var shown = shown(stream);
            restart();
            assertEquals(shown, shown(stream), "seed " + seed + ", restarted in round " + round);
            wasteLines(1000);
            stream.upkeep().compact(0);
            assertNull(stream.upkeep().compaction(0), "seed " + seed);
            restart();
            assertEquals(shown, shown(stream), "seed " + seed + ", compacted in round " + round);
        }
    }

    private void act(Random random) throws Exception {
        var session = "session_" + random.nextInt(1, 3) + "/";
        var track = session + "t" + random.nextInt(2) + "/";
        var path = switch (random.nextInt(10)) {
            case 0 -> session + "index.mpd";
            case 1 -> session + "index.m3u8";
            case 2 -> track + "index.m3u8";
            case 3 -> track + (random.nextBoolean() ? "t.init" : "u.init");
            case 4 -> "odd.bin";
            default -> track + "segment_" + random.nextInt(1001, 1004) + ".m4s";
        };
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> stream.delete(path(path));
            case 3 -> cutOff(stream, path, "part");
            case 4, 5 -> put(stream, path, content(path, random), ANONYMOUS);
            case 6 -> put(stream, "often.bin", "", random.nextBoolean() ? SHOWN : ANONYMOUS);
            default -> put(stream, path, content(path, random), SHOWN);
        }
        if (random.nextInt(100) == 0) {
            stream.trackNames(random.nextBoolean() ? List.of() : List.of("t0"));
        }
    }

    private static String content(String path, Random random) {
        if (path.endsWith(".mpd")) {
            return "<MPD type=\"" + (random.nextBoolean() ? "static" : "dynamic") + "\"/>";
        }
        return path.endsWith(".m3u8") ? "#EXTM3U\n#EXT-X-STREAM-INF:\n" : "x";
    }
}
