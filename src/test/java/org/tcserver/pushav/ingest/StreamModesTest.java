package org.tcserver.pushav.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tcserver.pushav.ingest.TestUploads.ANONYMOUS;
import static org.tcserver.pushav.ingest.TestUploads.SHOWN;
import static org.tcserver.pushav.ingest.TestUploads.path;
import static org.tcserver.pushav.ingest.TestUploads.put;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine cannot read the streams. */
class StreamModesTest {
    @TempDir
    private Path folder;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<Path> all() throws IOException {
        try (var all = Files.walk(folder.resolve("streams"))) {
            return all.toList();
        }
    }

    @Test
    void keepsAllOfStreamsPrivate() throws Exception {
        try (var streams = Streams.open(folder.resolve("streams"), InstantSource.system())) {
            var stream = streams.create(IngestInterface.CMAF_INGEST, true);
            put(stream, "session_1/v/segment_1.m4s", "content", SHOWN);
            put(stream, "session_1/v/segment_1.m4s", "content", SHOWN);
            put(stream, "odd/a.txt", "refused", ANONYMOUS);
            var underWay = stream.begin(path("b.txt"));
            stream.writeState();
            for (var path : all()) {
                assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", mode(path), path.toString());
            }
            stream.abandon(underWay);
        }
    }

    @Test
    void keepsModesThatAreThere() throws Exception {
        try (var streams = Streams.open(folder.resolve("streams"), InstantSource.system())) {
            var stream = streams.create(IngestInterface.CMAF_INGEST, false);
            stream.writeState();
            for (var path : all()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-x---" : "rw-r-----"));
            }
            for (int i = 0; i < 5; i++) {
                put(stream, "a.txt", "a", SHOWN);
                stream.delete(path("a.txt"));
            }
            stream.upkeep().compact(0);
            stream.writeState();
            var root = folder.resolve("streams/1");
            assertEquals("rwxr-x---", mode(root));
            assertEquals("rw-r-----", mode(root.resolve(".journal")));
            assertEquals("rw-r-----", mode(root.resolve("stream.json")));
        }
    }
}
