package org.tcserver.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running program and its output on both streams. Thread-safe. */
public final class ProgramRun implements AutoCloseable {
    /** This limit exceeds the duration of all test streams. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> words;
    private final Process process;
    private final CompletableFuture<String> said;

    ProgramRun(List<String> words, Process process) {
        this.words = words;
        this.process = process;
        said = CompletableFuture.supplyAsync(this::readAll, Thread::startVirtualThread);
    }

    /** Waits for the end and returns the exit code. */
    public int awaitExit(Deadline deadline) throws InterruptedException {
        if (!process.waitFor(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + deadline.allowed() + ": " + this);
        }
        return process.exitValue();
    }

    public int awaitExit() throws InterruptedException {
        return awaitExit(Deadline.in(PATIENCE));
    }

    public void awaitSuccess() throws InterruptedException {
        var code = awaitExit();
        if (code != 0) {
            throw new AssertionError("exit code " + code + " from " + this);
        }
    }

    /** Interrupts the program, like Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        if (process.isAlive()) {
            ServerCommand.signal(process.pid(), "INT");
        }
    }

    /** Returns the direct and indirect child processes. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end and returns the output. */
    public String output() {
        return said.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String readAll() {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(stopped: " + e.getMessage() + ")";
        }
    }

    @Override
    public String toString() {
        var text = said.getNow("(says nothing before its end)");
        return String.join(" ", words) + "\n" + text.substring(Math.max(0, text.length() - 3000));
    }
}
