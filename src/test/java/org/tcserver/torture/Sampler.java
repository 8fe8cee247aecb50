package org.tcserver.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Samples the server's size every second under full load. Used by one thread. */
final class Sampler {
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
    private static final int TELL_EVERY = 30;
    private static final double MOST_GROWTH = 0.05;
    /** The limit for a short run, in which code is still being compiled and the heap is still growing. */
    private static final double MOST_GROWTH_WHILE_WARMING_UP = 0.5;

    private static final long MIB = 1 << 20;

    private final long pid;
    private final List<ServerSize> samples = new ArrayList<>();
    private final PrintStream progress;
    private final long startNanos = System.nanoTime();
    private final double generatorCpuBefore;

    private double generatorCpu;

    Sampler(long pid, PrintStream progress) throws IOException {
        this.pid = pid;
        this.progress = progress;
        generatorCpuBefore = ServerSize.cpuSeconds(ProcessHandle.current().pid());
    }

    /** Samples for {@code length}, then returns. */
    void watch(Stage stage, Duration length) throws IOException, InterruptedException {
        for (long second = 0; second <= length.toSeconds(); second++) {
            long left = startNanos + second * 1_000_000_000 - System.nanoTime();
            stage.goesOnAfter(Math.max(0, left / 1_000_000));
            samples.add(ServerSize.of(pid));
            generatorCpu = ServerSize.cpuSeconds(ProcessHandle.current().pid()) - generatorCpuBefore;
            if (second % TELL_EVERY == 0) {
                tell(stage, second);
            }
        }
    }

    private void tell(Stage stage, long second) {
        var now = samples.getLast();
        progress.printf(
                "%4d s: %d MiB, %d threads, %d descriptors, %.0f s of CPU time; %d problems%n",
                second,
                now.residentBytes() / MIB,
                now.threadCount(),
                now.descriptors(),
                now.cpuSeconds(),
                stage.ledger().problemCount());
    }

    private List<ServerSize> window() {
        int longest = (int) LONGEST_WINDOW.toSeconds();
        int count = Math.max(1, Math.min(longest, samples.size() / 2));
        return samples.subList(samples.size() - count, samples.size());
    }

    /** Compares the means of the first and last fifths of the window. */
    Verdict residentSetIsFlat() {
        var window = window();
        int fifth = Math.max(1, window.size() / 5);
        double first = meanBytes(window.subList(0, fifth));
        double last = meanBytes(window.subList(window.size() - fifth, window.size()));
        double growth = last / first - 1;
        var figures = String.format(
                "in the last %d s from %.0f to %.0f MiB: %+.1f %%; largest %.0f MiB",
                window.size(), first / MIB, last / MIB, 100 * growth, largestBytes() / MIB);
        double most = window.size() < LONGEST_WINDOW.toSeconds() / 2 ? MOST_GROWTH_WHILE_WARMING_UP : MOST_GROWTH;
        return new Verdict(growth <= most, "resident set is flat", figures);
    }

    private static double meanBytes(List<ServerSize> sizes) {
        return sizes.stream().mapToLong(ServerSize::residentBytes).average().orElse(0);
    }

    private double largestBytes() {
        return samples.stream().mapToLong(ServerSize::residentBytes).max().orElse(0);
    }

    /** Returns the resource usage of server and generator. */
    String usage() {
        double seconds = Math.max(1, samples.size() - 1);
        double server = samples.getLast().cpuSeconds() - samples.getFirst().cpuSeconds();
        return String.format(
                "of %d cores, the server took %.2f and the clients %.2f; %d threads and %d descriptors of the server at most",
                Runtime.getRuntime().availableProcessors(),
                server / seconds,
                generatorCpu / seconds,
                samples.stream().mapToInt(ServerSize::threadCount).max().orElse(0),
                samples.stream().mapToInt(ServerSize::descriptors).max().orElse(0));
    }
}
