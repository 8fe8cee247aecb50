package org.tcserver.pushav.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.pushav.ingest.TestUploads.ANONYMOUS;
import static org.tcserver.pushav.ingest.TestUploads.SHOWN;
import static org.tcserver.pushav.ingest.TestUploads.path;
import static org.tcserver.pushav.ingest.TestUploads.put;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.cert.Authority;
import org.tcserver.disk.Folders;

/** A name that commits a change is on the disk before the server continues. */
class RenameSyncTest {
    private static final StreamSettings STRICT = new StreamSettings(1, IngestInterface.CMAF_INGEST, true);

    @TempDir
    private Path folder;

    private final FailingDisk disk = new FailingDisk();
    private final InstantSource clock = InstantSource.system();

    private void assertAllSynced(String when) {
        assertEquals(Set.of(), disk.unsyncedNames(), when);
    }

    @Test
    void syncsNamesOfUploadsAndJournals() throws Exception {
        try (var stream = PushStream.create(disk.path(folder.resolve("1")), STRICT, clock)) {
            assertAllSynced("a new stream");
            put(stream, "session_1/v/segment_1.m4s", "content", SHOWN);
            assertAllSynced("an upload into new folders");
            put(stream, "session_1/v/segment_1.m4s", "content anew", SHOWN);
            assertAllSynced("an upload that replaces another");
            put(stream, "odd/a.txt", "refused", ANONYMOUS);
            assertTrue(Files.exists(folder.resolve("1/.refused/odd/a.txt")));
            assertAllSynced("a refused upload");
            for (int i = 0; i < 5; i++) {
                stream.delete(path("session_1/v/segment_1.m4s"));
                put(stream, "session_1/v/segment_1.m4s", "content", SHOWN);
            }
            stream.upkeep().compact(0);
            assertAllSynced("a compacted journal");
        }
    }

    @Test
    void syncsNamesOfUploadsThatCrashInterrupted() throws Exception {
        try (var stream = PushStream.create(folder.resolve("1"), STRICT, clock)) {
            put(stream, "session_1/v/segment_1.m4s", "content", SHOWN);
        }
        var placed = folder.resolve("1/session_1/v/segment_1.m4s");
        Files.move(placed, folder.resolve("1/.incoming/1"));
        try (var stream = PushStream.open(disk.path(folder.resolve("1")), clock)) {
            assertNotNull(stream);
            assertTrue(Files.exists(placed));
            assertAllSynced("an upload that is finished at the start");
        }
    }

    @Test
    void syncsNameOfDeletedStream() throws Exception {
        try (var streams = Streams.open(disk.path(folder.resolve("streams")), clock)) {
            streams.create(IngestInterface.CMAF_INGEST, false);
            assertAllSynced("a new stream");
            disk.fail(operation -> operation == 2); // 0 renames the folder, 1 syncs, 2 removes the first file
            try {
                streams.delete(1);
            } catch (StorageException e) {
                assertAllSynced("a deleted stream whose files are still there");
                return;
            } finally {
                disk.fail(operation -> false);
            }
            throw new AssertionError("the disk did not fail");
        }
    }

    @Test
    void syncsNamesOfCertificates() throws Exception {
        var certificates = disk.path(folder.resolve("certs/device"));
        Folders.makePrivate(certificates);
        assertAllSynced("new folders");
        Authority.open(certificates, Clock.systemUTC());
        assertTrue(Files.exists(folder.resolve("certs/device/root.key")));
        assertAllSynced("a new authority");
    }
}
