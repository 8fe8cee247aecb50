package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeatedly kills a process that compacts a journal while it uploads. */
class CompactionKilledIT {
    private static final long SEED = 20260401;
    private static final int KILLS = 15;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        var random = new Random(SEED);
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            last = pushAndKill(last + 1, 1 + random.nextInt(60));
            assertAllThere(last, "kill " + kill + ", seed " + SEED);
        }
        assertTrue(Files.size(folder.resolve(".journal")) < 300L * last, "it was compacted");
    }

    /** Returns the number of the last acknowledged upload. */
    private long pushAndKill(long first, int count) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
        var process = new ProcessBuilder(List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        PushingProcess.class.getName(),
                        folder.toString(),
                        Long.toString(first)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = first - 1;
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                last = Long.parseLong(line);
                if (last == first + count) {
                    process.toHandle().destroyForcibly(); // not Process.destroyForcibly, which would close the output
                }
            }
        }
        process.waitFor();
        assertTrue(last >= first + count, "ended by itself after " + last);
        return last;
    }

    private void assertAllThere(long last, String when) throws Exception {
        try (var stream = PushStream.open(folder, InstantSource.system())) {
            assertNotNull(stream, when);
            // the process may be about to delete the one before the oldest
            for (long number = Math.max(1, last - PushingProcess.KEPT + 2); number <= last; number++) {
                var path = TestUploads.path(PushingProcess.name(number));
                var stored = stream.find(path);
                assertNotNull(stored, when + ": " + path);
                assertEquals("content " + number, Files.readString(stored.file()), when);
                assertTrue(
                        stream.view().files().stream()
                                .anyMatch(file -> file.path().equals(path)),
                        when);
            }
        }
    }
}
