package org.tcserver.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.tcserver.wire.Bytes;

/** A server under test, run as a process: its events, its signals, its end. Thread-safe, guarded by its lock. */
public final class ServerProcess implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LoggedEvent> events = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final StringBuilder stderr = new StringBuilder();
    private final Predicate<LoggedEvent> kept;
    private final Process process;
    private final Thread stdoutReader;
    private final Thread stderrReader;
    private boolean ended;

    private ServerProcess(Process process, Predicate<LoggedEvent> kept) {
        this.process = process;
        this.kept = kept;
        stdoutReader = Thread.ofVirtual().start(this::readEvents);
        stderrReader = Thread.ofVirtual().start(this::readStderr);
    }

    /** Starts the server and waits until it runs. */
    public static ServerProcess start(String... arguments) throws IOException, InterruptedException {
        return startWith(Map.of(), arguments);
    }

    /** Starts the server with these variables in its environment, and waits until it runs. */
    public static ServerProcess startWith(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return startCommand(ServerCommand.words(arguments), environment);
    }

    /** Starts the server by this command, which must become the server's process, and waits until it runs. */
    public static ServerProcess startCommand(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(command, environment, event -> true);
    }

    /** Starts the server; of its events it only keeps those that {@code kept}, which sees each of them in order, accepts. */
    public static ServerProcess startKeeping(Predicate<LoggedEvent> kept, String... arguments)
            throws IOException, InterruptedException {
        return start(ServerCommand.words(arguments), Map.of(), kept);
    }

    private static ServerProcess start(
            List<String> command, Map<String, String> environment, Predicate<LoggedEvent> kept)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        var server = new ServerProcess(builder.start(), kept);
        try {
            server.await("run", event -> event.is("run"), Deadline.in(Duration.ofSeconds(60)));
            return server;
        } catch (InterruptedException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** A server for RTMP on a free port of the loopback interface, with these further arguments. */
    public static ServerProcess startRtmp(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-b", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return start(all.toArray(String[]::new));
    }

    /** A server for RTMFP on a free port of the loopback interface, with these further arguments. */
    public static ServerProcess startRtmfp(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-B", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return start(all.toArray(String[]::new));
    }

    /** A server for RTMP and RTWebSocket on free ports of the loopback interface, with these further arguments. */
    public static ServerProcess startRtws(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-w", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return startRtmp(all.toArray(String[]::new));
    }

    public long pid() {
        return process.pid();
    }

    /** The port of the first listener of this protocol. */
    public int port(String protocol) throws InterruptedException {
        var bind = await("listen " + protocol, e -> e.is("listen") && e.has("proto", protocol))
                .text("bind");
        return Integer.parseInt(bind.substring(bind.lastIndexOf(':') + 1));
    }

    public int rtmfpPort() throws InterruptedException {
        return port("rtmfp");
    }

    /** Who it is over RTMFP. */
    public Bytes fingerprint() throws InterruptedException {
        return Bytes.ofHex(await("rtmfp", e -> e.is("rtmfp")).text("fingerprint"));
    }

    public int port() throws InterruptedException {
        return port("rtmp");
    }

    public List<LoggedEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** Stops the server, which must have written events only to stdout, and no stack trace to stderr. */
    public void closeCleanly() throws IOException {
        close();
        if (!unreadable().isEmpty() || stderr().contains("\tat ")) {
            throw new AssertionError("lines on stdout that are no events: " + unreadable() + "\n" + stderr());
        }
    }

    /** What the server wrote to stdout that is no event. */
    public List<String> unreadable() {
        lock.lock();
        try {
            return List.copyOf(unreadable);
        } finally {
            lock.unlock();
        }
    }

    public String stderr() {
        lock.lock();
        try {
            return stderr.toString();
        } finally {
            lock.unlock();
        }
    }

    /** The first event, past or to come, that fits. */
    public LoggedEvent await(String what, Predicate<LoggedEvent> wanted) throws InterruptedException {
        return await(what, wanted, Deadline.patient());
    }

    public LoggedEvent await(String what, Predicate<LoggedEvent> wanted, Deadline deadline)
            throws InterruptedException {
        return awaitCount(1, what, wanted, deadline).getFirst();
    }

    /** The first {@code count} events that fit. */
    public List<LoggedEvent> awaitCount(int count, String what, Predicate<LoggedEvent> wanted, Deadline deadline)
            throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                var found = events.stream().filter(wanted).limit(count).toList();
                if (found.size() == count) {
                    return found;
                }
                if (ended || changed.awaitNanos(deadline.remainingNanos()) <= 0) {
                    throw new AssertionError(missing(what, deadline));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first event of this type about the client. */
    public LoggedEvent await(String type, TcClient client) throws InterruptedException {
        return await(type + " of " + client.localAddress(), e -> e.is(type) && isAbout(e, client));
    }

    public static boolean isAbout(LoggedEvent event, TcClient client) {
        return event.has("address", client.localAddress());
    }

    /** Asks for `stats` and gives those that the server answered with. */
    public LoggedEvent freshStats() throws IOException, InterruptedException {
        return fresh("USR1", "stats");
    }

    public LoggedEvent freshClients() throws IOException, InterruptedException {
        return fresh("USR2", "clients");
    }

    public void signal(String name) throws IOException, InterruptedException {
        ServerCommand.signal(pid(), name);
    }

    /** Waits for the process to end and gives its exit code. */
    public int awaitExit(Deadline deadline) throws InterruptedException {
        if (!process.waitFor(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("the server still runs after " + deadline.allowed() + "\n" + tail());
        }
        stdoutReader.join();
        stderrReader.join();
        return process.exitValue();
    }

    /** Whether the server, which has ended, closed clients, or said that these took longer than it waits for them. */
    public boolean hasClosedItsClients() {
        return events().stream().anyMatch(e -> e.is("close") || (e.is("interrupted") && e.has("shutdown", true)));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Stops the server at once; if it won't, by force. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                signal("INT");
                awaitExit(Deadline.patient());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    private LoggedEvent fresh(String signal, String type) throws IOException, InterruptedException {
        var before = (int) events().stream().filter(e -> e.is(type)).count();
        signal(signal);
        return awaitCount(before + 1, type, e -> e.is(type), Deadline.patient()).getLast();
    }

    private void readEvents() {
        try (var reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            var event = LoggedEvent.parse(line);
            if (kept.test(event)) {
                events.add(event);
            }
        } catch (IOException e) {
            unreadable.add(line + " (" + e.getMessage() + ")");
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void readStderr() {
        try (BufferedReader reader = process.errorReader()) {
            reader.lines().forEach(line -> {
                lock.lock();
                try {
                    stderr.append(line).append('\n');
                } finally {
                    lock.unlock();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String missing(String what, Deadline deadline) {
        return "no event within " + deadline.allowed() + ": " + what + (ended ? " (the server has ended)" : "") + "\n"
                + tail();
    }

    private String tail() {
        lock.lock();
        try {
            var lines = events.stream().map(LoggedEvent::line).toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()))
                    + "\n"
                    + String.join("\n", unreadable) + "\n" + stderr;
        } finally {
            lock.unlock();
        }
    }
}
