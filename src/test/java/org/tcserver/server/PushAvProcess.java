package org.tcserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.ServerCommand;

/** A Push AV server in its own process, so that tests can kill it. */
final class PushAvProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Running on https://\\S+:(\\d+) \\(CTRL \\+ C to quit\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final int port;
    private final Path log = Files.createTempFile("pushavserver", ".log");

    PushAvProcess(Path folder, String... options) throws IOException {
        this(command(folder, options), Map.of("TCSERVER_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx256m"));
    }

    /** Runs the server with this command, which must become the server's process. */
    PushAvProcess(List<String> command, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        var line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        var ready = READY.matcher(String.valueOf(line));
        if (!ready.matches()) {
            throw new IOException("not ready: " + line + "\n" + log());
        }
        port = Integer.parseInt(ready.group(1));
    }

    private static List<String> command(Path folder, String... options) {
        var script = Path.of("bin", "pushavserver").toAbsolutePath().toString();
        var command = new ArrayList<>(List.of(script, "--port", "0", "--working-directory", folder.toString()));
        command.addAll(List.of(options));
        return command;
    }

    long pid() {
        return process.pid();
    }

    String url(String path) {
        return "https://localhost:" + port + path;
    }

    int port() {
        return port;
    }

    /** Returns the log so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits until the log contains {@code text}. */
    void awaitLog(String text) throws IOException {
        var deadline = Deadline.patient();
        while (!log().contains(text)) {
            if (deadline.isOver()) {
                throw new AssertionError("not logged: " + text + "\n" + log());
            }
            Thread.onSpinWait();
        }
    }

    /** Sends a signal, named without "SIG". */
    void signal(String name) throws IOException, InterruptedException {
        ServerCommand.signal(process.pid(), name);
    }

    /** Returns the resident memory. */
    long residentMegabytes() throws IOException {
        var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        var matcher = RESIDENT.matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM and returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(log);
    }
}
