package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory and threads of a process, as Linux reports them. Immutable. */
public record ProcessSize(long residentBytes, int threads) {
    public static ProcessSize of(long pid) throws IOException {
        long kilobytes = 0;
        int threads = 0;
        for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                kilobytes = number(line);
            } else if (line.startsWith("Threads:")) {
                threads = (int) number(line);
            }
        }
        return new ProcessSize(kilobytes << 10, threads);
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
