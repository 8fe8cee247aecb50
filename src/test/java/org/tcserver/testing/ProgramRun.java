package org.tcserver.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that runs, and all that it says on both streams. Thread-safe. */
public final class ProgramRun implements AutoCloseable {
    /** Longer than anything here plays. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> words;
    private final Process process;
    private final CompletableFuture<String> said;

    ProgramRun(List<String> words, Process process) {
        this.words = words;
        this.process = process;
        said = CompletableFuture.supplyAsync(this::readAll, Thread::startVirtualThread);
    }

    /** Waits for the end and gives the exit code. */
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

    /** Asks the program to finish, as a user would by Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        if (process.isAlive()) {
            ServerCommand.signal(process.pid(), "INT");
        }
    }

    /** The processes that it started, and those that these started. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it said; waits for its end. */
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
