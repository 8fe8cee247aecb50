package org.tcserver.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tcserver.testing.ProcessSize;

/**
 * The server's use of the machine, as Linux reports it. Immutable.
 *
 * @param threads number of threads by name, without those that the JVM starts and stops on demand
 * @param cpuSeconds CPU time so far
 */
record ServerSize(long residentBytes, Map<String, Integer> threads, int descriptors, double cpuSeconds) {
    /** Compiler threads and carriers of virtual threads. */
    private static final Pattern COMING_AND_GOING = Pattern.compile("C[12] Compiler.*|ForkJoinPool.*|");

    private static final double TICKS_PER_SECOND = 100;

    static ServerSize of(long pid) throws IOException {
        var process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new ServerSize(
                    ProcessSize.of(pid).residentBytes(), threads(process), (int) descriptors.count(), cpuSeconds(pid));
        }
    }

    private static Map<String, Integer> threads(Path process) throws IOException {
        var threads = new TreeMap<String, Integer>();
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (var task : tasks.toList()) {
                var name = name(task);
                if (!COMING_AND_GOING.matcher(name).matches()) {
                    threads.merge(name, 1, Integer::sum);
                }
            }
        }
        return threads;
    }

    /** Returns "" if the thread has ended. */
    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    static double cpuSeconds(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    int threadCount() {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the additional threads since {@code before}. */
    Map<String, Integer> threadsMoreThan(ServerSize before) {
        var more = new TreeMap<String, Integer>();
        threads.forEach((name, count) -> {
            int left = count - before.threads.getOrDefault(name, 0);
            if (left > 0) {
                more.put(name, left);
            }
        });
        return more;
    }
}
