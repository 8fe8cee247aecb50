package org.tcserver.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The command under test: {@code bin/tcserver}, or the words of the system property {@code tcserver.command}. The
 * property allows the same tests to run on another server.
 */
public final class ServerCommand {
    private ServerCommand() {}

    /** The result of a command that ended. */
    public record Outcome(int exitCode, String stdout, String stderr) {}

    public static List<String> words(String... arguments) {
        var words = new ArrayList<String>();
        var chosen = System.getProperty("tcserver.command", "");
        if (chosen.isBlank()) {
            words.add(Path.of("bin", "tcserver").toAbsolutePath().toString());
        } else {
            words.addAll(List.of(chosen.trim().split(" +")));
        }
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs the command until it exits, at most {@link Deadline#PATIENCE}. */
    public static Outcome run(String... arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words(arguments)).start();
        try {
            process.getOutputStream().close();
            var stdout = CompletableFuture.supplyAsync(() -> text(process.inputReader()), Thread::startVirtualThread);
            var stderr = CompletableFuture.supplyAsync(() -> text(process.errorReader()), Thread::startVirtualThread);
            if (!process.waitFor(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + words(arguments));
            }
            return new Outcome(process.exitValue(), stdout.join(), stderr.join());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Sends a signal, named without "SIG", to one process. */
    public static void signal(long pid, String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        var said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!kill.waitFor(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill -" + name + " " + pid + ": " + said);
        }
    }

    private static String text(BufferedReader reader) {
        var text = new StringBuilder();
        reader.lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
