package org.tcserver.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Numbers of reachable objects of the server's classes, and of virtual threads. Immutable. */
record LiveObjects(Map<String, Long> counts) {
    private static final Pattern LINE = Pattern.compile(
            " +[0-9]+: +([0-9]+) +[0-9]+ +((?:\\[L)?(?:org\\.tcserver|java\\.lang\\.VirtualThread)[^ ;]*).*");
    private static final Path TOOL = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    /** Counts the objects with jcmd, which pauses the server. Returns no counts if the JDK lacks jcmd. */
    static LiveObjects of(long pid) throws IOException, InterruptedException {
        var counts = new TreeMap<String, Long>();
        if (Files.isExecutable(TOOL)) {
            var run = new ProcessBuilder(TOOL.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            run.waitFor();
            said.lines().forEach(line -> {
                var found = LINE.matcher(line);
                if (found.matches()) {
                    counts.put(found.group(2), Long.parseLong(found.group(1)));
                }
            });
        }
        return new LiveObjects(counts);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Returns the classes whose count grew by more than {@code spare}, an allowance for caches. */
    Map<String, Long> moreThan(LiveObjects before, int spare) {
        var more = new TreeMap<String, Long>();
        counts.forEach((name, count) -> {
            long left = count - before.counts.getOrDefault(name, 0L);
            if (left > spare) {
                more.put(name, left);
            }
        });
        return more;
    }
}
