package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushStreamTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"));
    private static final Evidence SHOWN =
            new Evidence(new Evidence.ClientCertificate("CN=dev", "{\"subject\":[]}"), null, null);
    private static final Evidence ANONYMOUS = new Evidence(null, null, null);
    private static final String SEGMENT = "session_1/video/segment_1001.m4s";

    @TempDir
    Path folder;

    private Streams streams;

    @BeforeEach
    void open() throws IOException {
        streams = Streams.open(folder, CLOCK);
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
    }

    private void restart() throws IOException {
        streams.close();
        open();
    }

    private PushStream stream(long id) {
        return streams.find(id).orElseThrow();
    }

    private static UploadPath path(String text) throws UploadPath.BadPathException {
        return UploadPath.of(Arrays.asList(text.split("/", -1)));
    }

    private static UploadRecord put(PushStream stream, String path, String content, Evidence evidence)
            throws Exception {
        var incoming = stream.begin(path(path));
        receive(incoming, content);
        return stream.commit(incoming, evidence);
    }

    private static void receive(Incoming incoming, String content) throws IOException {
        var body = new ByteArrayInputStream(content.getBytes(UTF_8));
        while (incoming.receive(body)) {
            assertTrue(incoming.bytes() <= content.length());
        }
    }

    private static String content(PushStream stream, String path) throws Exception {
        var stored = stream.find(path(path));
        assertNotNull(stored, path);
        return Files.readString(stored.file());
    }

    @Test
    void uploadsAreThereAgainAfterRestart() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, SEGMENT, "content", SHOWN);
        put(stream, "odd.bin", "odd", ANONYMOUS);
        stream.trackNames(List.of("video"));
        var before =
                new String(JsonText.line(out -> StreamJson.write(out, stream(1).view())), UTF_8);
        restart();
        assertEquals(
                before,
                new String(JsonText.line(out -> StreamJson.write(out, stream(1).view())), UTF_8));
        assertEquals("content", content(stream(1), SEGMENT));
        assertEquals(2, streams.create(IngestInterface.DASH, true).settings().id());
    }

    @Test
    void whatAPathHeldBeforeIsKept() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        for (var content : List.of("one", "two", "three")) {
            put(stream, SEGMENT, content, content.equals("three") ? ANONYMOUS : SHOWN);
        }
        assertEquals("three", content(stream, SEGMENT));
        assertEquals("one", content(stream, "session_1/video/segment_1001.20260102_030405_678901.m4s"));
        assertEquals("two", content(stream, "session_1/video/segment_1001.20260102_030405_678902.m4s"));
        assertNull(stream.findCertificate(path(SEGMENT)));
        assertNotNull(stream.findCertificate(path("session_1/video/segment_1001.20260102_030405_678901.m4s")));
    }

    @Test
    void strictStreamsKeepRefusedUploadsAside() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, true);
        assertEquals(
                UploadRecord.Verdict.ACCEPTED,
                put(stream, SEGMENT, "good", SHOWN).verdict());
        assertEquals(
                UploadRecord.Verdict.REFUSED,
                put(stream, SEGMENT, "bad", ANONYMOUS).verdict());
        assertEquals("good", content(stream, SEGMENT));
        put(stream, "odd.bin", "odd", SHOWN);
        var stored = stream.find(path("odd.bin"));
        assertNotNull(stored);
        assertTrue(stored.refused());
        assertEquals(2, stream.view().errorCount());
        put(stream, SEGMENT, "better", SHOWN);
        assertEquals(1, stream.view().errorCount());
        var file = stream.view().files().getLast();
        assertEquals(
                List.of(UploadRecord.Verdict.ACCEPTED, UploadRecord.Verdict.REFUSED),
                file.history().stream().map(UploadedFile.Former::verdict).toList());
    }

    @Test
    void cutOffUploadsAreRecordedAndLeaveNothing() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        var incoming = stream.begin(path(SEGMENT));
        receive(incoming, "0123456789");
        assertEquals(10, stream.progress().getFirst().bytes());
        stream.cutOff(incoming, "the client went away", "CN=dev");
        assertNull(stream.find(path(SEGMENT)));
        assertEquals(
                List.of("the client went away after 10 bytes"),
                stream.view().files().getFirst().latest().reasons());
        assertTrue(stream.progress().isEmpty());
        put(stream, SEGMENT, "whole", SHOWN);
        assertEquals(0, stream.view().errorCount());
        var again = stream.begin(path(SEGMENT));
        stream.cutOff(again, "the client went away", null);
        assertEquals(0, stream.view().errorCount());
        assertEquals("whole", content(stream, SEGMENT));
    }

    /** A crash may cut the journal at any byte: the records before the cut survive, the others do not. */
    @Test
    void journalCutAtEveryByte() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, SEGMENT, "first", SHOWN);
        long start = Files.size(folder.resolve("1/.journal"));
        put(stream, "session_1/video/segment_1002.m4s", "second", SHOWN);
        streams.close();
        var journal = folder.resolve("1/.journal");
        var whole = Files.readAllBytes(journal);
        for (int length = (int) start; length < whole.length; length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            open();
            assertEquals(1, stream(1).view().files().size(), "cut after " + length);
            streams.close();
            assertEquals(start, Files.size(journal) < start ? -1 : start);
        }
        open();
        put(stream(1), "session_1/video/segment_1003.m4s", "third", SHOWN);
        restart();
        assertEquals(2, stream(1).view().files().size());
    }

    /** Corrupt bytes or a meaningless line must not destroy later records. */
    @Test
    void damagedJournalLinesCostOnlyThemselves() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, SEGMENT, "first", SHOWN);
        streams.close();
        var journal = folder.resolve("1/.journal");
        Files.writeString(journal, "\0\0\0{\n{\"event\":\"upload\"}\n{}\n", StandardOpenOption.APPEND);
        open();
        put(stream(1), "session_1/video/segment_1002.m4s", "second", SHOWN);
        restart();
        assertEquals(2, stream(1).view().files().size());
    }

    @Test
    void aStreamThatCannotBeReadDoesNotStopTheOthers() throws Exception {
        streams.create(IngestInterface.CMAF_INGEST, false);
        put(streams.create(IngestInterface.CMAF_INGEST, false), SEGMENT, "content", SHOWN);
        streams.close();
        Files.writeString(folder.resolve("1/.journal"), "{\"event\":\"created\"}\n");
        open();
        assertTrue(streams.find(1).isEmpty());
        assertEquals("content", content(stream(2), SEGMENT));
        assertEquals(3, streams.create(IngestInterface.DASH, true).settings().id());
    }

    /** A manifest's content must not make a record that is too long to read again. */
    @Test
    void longAttributesAreRecordedInPart() throws Exception {
        var stream = streams.create(IngestInterface.DASH, false);
        put(stream, "session_1/index.mpd", "<MPD type=\"" + "x".repeat(2_000_000) + "\"/>", SHOWN);
        assertTrue(Files.size(folder.resolve("1/.journal")) < 2000);
        put(stream, SEGMENT, "content", new Evidence(null, "x".repeat(30_000), null));
        assertTrue(Files.size(folder.resolve("1/.journal")) < 4000);
        restart();
        assertEquals(2, stream(1).view().files().size());
    }

    /** The process ended between the record and the renaming: the next start renames the file. */
    @Test
    void recordedButNotRenamed() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, SEGMENT, "old", SHOWN);
        var record = put(stream, SEGMENT, "new", SHOWN);
        streams.close();
        var stands = folder.resolve("1").resolve(SEGMENT);
        var former = stands.resolveSibling(String.valueOf(record.former()));
        Files.move(stands, folder.resolve("1/.incoming/" + record.number()));
        Files.move(former, stands);
        Files.writeString(folder.resolve("1/.incoming/99"), "never became whole");
        open();
        assertEquals("new", content(stream(1), SEGMENT));
        assertEquals("old", Files.readString(former));
        try (var left = Files.list(folder.resolve("1/.incoming"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void fileAndFolderOfOneName() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, "a/b.m4s", "file", SHOWN);
        assertThrows(PushStream.PathTakenException.class, () -> put(stream, "a/b.m4s/c.m4s", "x", SHOWN));
        assertThrows(PushStream.PathTakenException.class, () -> put(stream, "a", "x", SHOWN));
        assertTrue(stream.progress().isEmpty());
        assertEquals(1, stream.view().files().size());
    }

    @Test
    void deletedFilesAndStreams() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, "a/b/c.m4s", "file", SHOWN);
        assertTrue(stream.delete(path("a/b/c.m4s")));
        assertFalse(stream.delete(path("a/b/c.m4s")));
        assertFalse(Files.exists(folder.resolve("1/a")));
        restart();
        assertEquals(List.of(), stream(1).view().files());
        var incoming = stream(1).begin(path(SEGMENT));
        var doomed = stream(1);
        assertTrue(streams.delete(1));
        assertThrows(PushStream.GoneException.class, () -> doomed.commit(incoming, SHOWN));
        assertFalse(Files.exists(folder.resolve("1")));
        restart();
        assertTrue(streams.find(1).isEmpty());
    }

    @Test
    void deletedFilesLeaveTheirSession() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        put(stream, "session_1/video/video.init", "init", SHOWN);
        put(stream, SEGMENT, "content", SHOWN);
        put(stream, "session_2/index.mpd", "<MPD type=\"dynamic\"/>", SHOWN);
        assertTrue(stream.delete(path(SEGMENT)));
        var session = stream.view().sessions().getFirst();
        assertEquals(
                List.of("session_1/video/video.init"),
                List.copyOf(session.segments().keySet()));
        assertEquals(0, session.tracks().getFirst().segmentCount());
        assertTrue(stream.delete(path("session_1/video/video.init")));
        restart();
        assertEquals(
                List.of(2L),
                stream(1).view().sessions().stream().map(StreamView.Session::id).toList());
        assertTrue(put(stream(1), SEGMENT, "again", SHOWN).warnings().stream()
                .anyMatch(warning -> warning.contains("before the init segment")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "a/../b",
                ".journal",
                ".incoming/1",
                "a//b",
                "",
                "stream.json",
                "stream.json/a.m4s",
                "Stream.JSON",
                "a.m4s.CRT",
                "a.m4s.crt",
                "a.m4s.crt/a.m4s",
                "a\u009b31m.m4s",
                "a\u202eb.m4s",
                "a\u2028b.m4s",
                "a\0b",
                "a\\b",
                "a\nb"
            })
    void badPaths(String text) {
        assertThrows(UploadPath.BadPathException.class, () -> path(text));
    }

    @Test
    void overlongPaths() throws Exception {
        assertEquals(200, path("x".repeat(200)).text().length());
        assertThrows(UploadPath.BadPathException.class, () -> path("x".repeat(201)));
        assertThrows(UploadPath.BadPathException.class, () -> path("ä".repeat(101)));
        assertThrows(UploadPath.BadPathException.class, () -> path("x/".repeat(16) + "x"));
    }

    @Test
    void manyAtOnce() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new java.util.ArrayList<Future<UploadRecord>>();
            for (int i = 0; i < 200; i++) {
                var path = "session_1/t" + i % 7 + "/segment_" + i + ".m4s";
                done.add(executor.submit(() -> put(stream, path, path, SHOWN)));
            }
            for (var upload : done) {
                assertEquals(UploadRecord.Verdict.ACCEPTED, upload.get().verdict());
            }
        }
        restart();
        assertEquals(200, stream(1).view().files().size());
        for (var file : stream(1).view().files()) {
            assertEquals(file.path().text(), content(stream(1), file.path().text()));
        }
    }

    /** Scanning a list or a folder for each upload would make the last ones many times slower. */
    @Test
    void costDoesNotGrowWithTheNumberOfFiles() throws Exception {
        var stream = streams.create(IngestInterface.CMAF_INGEST, false);
        var nanos = new long[3000];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            put(stream, "session_1/v/segment_" + (1001 + i) + ".m4s", "x", SHOWN);
            nanos[i] = System.nanoTime() - start;
        }
        long first = median(nanos, 500, 1000);
        long last = median(nanos, 2500, 3000);
        assertTrue(last < 3 * first, () -> first + " ns at first, " + last + " at last");
    }

    /** Returns a median, which a temporarily busy disk or machine hardly changes. */
    private static long median(long[] all, int from, int to) {
        var some = Arrays.copyOfRange(all, from, to);
        Arrays.sort(some);
        return some[some.length / 2];
    }

    @Test
    void streamsOfTheReferenceServerAreTakenOver() throws Exception {
        streams.close();
        var stream = folder.resolve("7");
        Files.createDirectories(stream.resolve("session_1/video"));
        Files.writeString(stream.resolve(SEGMENT), "content");
        Files.writeString(stream.resolve("x.bin"), "odd");
        Files.writeString(stream.resolve("stream.json"), """
                {"id": 7, "strict_mode": true, "interface": "dash", "track_name": null, "sessions": [],
                 "error_uploads": [{"session_id": null, "file_path": "x.bin", "reasons": ["not allowed"]},
                                   {"session_id": null, "file_path": "../../x", "reasons": []}],
                 "valid_uploads": [{"session_id": 1, "file_path": "session_1/video/segment_1001.m4s"}]}
                """, StandardOpenOption.CREATE);
        open();
        var view = stream(7).view();
        assertEquals(new StreamSettings(7, IngestInterface.DASH, true), view.settings());
        assertEquals(2, view.files().size());
        assertEquals(1, view.errorCount());
        assertEquals("content", content(stream(7), SEGMENT));
        assertEquals(8, streams.create(IngestInterface.HLS, false).settings().id());
    }
}
