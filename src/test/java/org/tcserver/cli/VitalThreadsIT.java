package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs a whole server whose thread dies. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class VitalThreadsIT {
    @TempDir
    private Path folder;

    @Test
    void deathOfThreadEndsServerWithEventAndStatus1() throws Exception {
        var stderr = folder.resolve("stderr").toFile();
        var process = start(stderr);
        try (var stdout = process.inputReader()) {
            awaitRun(stdout);
            process.getOutputStream().close();
            var last = stdout.lines().toList().getLast();
            assertTrue(last.contains("\"@type\":\"died\""), last);
            assertTrue(last.contains("\"thread\":\"doomed\""), last);
            assertTrue(last.contains("\"reason\":\"java.lang.AssertionError: a bug\""), last);
            assertEquals(1, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(File stderr) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path"),
                        DyingServerMain.class.getName(),
                        "-b",
                        "127.0.0.1:0"))
                .redirectError(stderr)
                .start();
    }

    private static void awaitRun(BufferedReader stdout) throws IOException {
        for (var line = stdout.readLine(); line != null; line = stdout.readLine()) {
            if (line.contains("\"@type\":\"run\"")) {
                return;
            }
        }
        throw new AssertionError("the server does not run");
    }
}
