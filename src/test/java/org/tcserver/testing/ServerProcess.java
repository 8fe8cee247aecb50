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

/** A server under test, as a process: its events, signals and exit. Thread-safe, guarded by its lock. */
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

    /** Starts the server and waits until it is ready. */
    public static ServerProcess start(String... arguments) throws IOException, InterruptedException {
        return startWith(Map.of(), arguments);
    }

    /** Starts the server with these environment variables and waits until it is ready. */
    public static ServerProcess startWith(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return startCommand(ServerCommand.words(arguments), environment);
    }

    /** Starts the server with this command, which must become the server's process, and waits until it is ready. */
    public static ServerProcess startCommand(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(command, environment, event -> true);
    }

    /**
     * Starts the server and keeps only the events that {@code kept} accepts. {@code kept} sees every event, in order.
     */
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

    /** Starts an RTMP server on a free loopback port, with these additional arguments. */
    public static ServerProcess startRtmp(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-b", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return start(all.toArray(String[]::new));
    }

    /** Starts an RTMFP server on a free loopback port, with these additional arguments. */
    public static ServerProcess startRtmfp(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-B", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return start(all.toArray(String[]::new));
    }

    /** Starts an RTMP and RTWebSocket server on free loopback ports, with these additional arguments. */
    public static ServerProcess startRtws(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-w", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return startRtmp(all.toArray(String[]::new));
    }

    public long pid() {
        return process.pid();
    }

    /** Returns the port of the first listener of this protocol. */
    public int port(String protocol) throws InterruptedException {
        var bind = await("listen " + protocol, e -> e.is("listen") && e.has("proto", protocol))
                .text("bind");
        return Integer.parseInt(bind.substring(bind.lastIndexOf(':') + 1));
    }

    public int rtmfpPort() throws InterruptedException {
        return port("rtmfp");
    }

    /** Returns the fingerprint of the server's RTMFP identity. */
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

    /** Stops the server. Requires that stdout has only events, and stderr no stack trace. */
    public void closeCleanly() throws IOException {
        close();
        if (!unreadable().isEmpty() || stderr().contains("\tat ")) {
            throw new AssertionError("lines on stdout that are no events: " + unreadable() + "\n" + stderr());
        }
    }

    /** Returns the lines on stdout that are not events. */
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

    /** Waits for the first matching event, including past ones. */
    public LoggedEvent await(String what, Predicate<LoggedEvent> wanted) throws InterruptedException {
        return await(what, wanted, Deadline.patient());
    }

    public LoggedEvent await(String what, Predicate<LoggedEvent> wanted, Deadline deadline)
            throws InterruptedException {
        return awaitCount(1, what, wanted, deadline).getFirst();
    }

    /** Waits for the first {@code count} matching events, including past ones. */
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

    /** Waits for the first event of this type about the client. */
    public LoggedEvent await(String type, TcClient client) throws InterruptedException {
        return await(type + " of " + client.localAddress(), e -> e.is(type) && isAbout(e, client));
    }

    public static boolean isAbout(LoggedEvent event, TcClient client) {
        return event.has("address", client.localAddress());
    }

    /** Requests a {@code stats} event and waits for it. */
    public LoggedEvent freshStats() throws IOException, InterruptedException {
        return fresh("USR1", "stats");
    }

    public LoggedEvent freshClients() throws IOException, InterruptedException {
        return fresh("USR2", "clients");
    }

    public void signal(String name) throws IOException, InterruptedException {
        ServerCommand.signal(pid(), name);
    }

    /** Waits for the process to end and returns its exit code. */
    public int awaitExit(Deadline deadline) throws InterruptedException {
        if (!process.waitFor(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("the server still runs after " + deadline.allowed() + "\n" + tail());
        }
        stdoutReader.join();
        stderrReader.join();
        return process.exitValue();
    }

    /** Returns whether the server, now ended, closed clients or reported that closing them took too long. */
    public boolean hasClosedItsClients() {
        return events().stream().anyMatch(e -> e.is("close") || (e.is("interrupted") && e.has("shutdown", true)));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Interrupts the server and waits for its exit. Kills it and fails after {@link Deadline#PATIENCE}. */
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

    /** Skips older events of the same type, because the server also logs them periodically. Compares timestamps. */
    private LoggedEvent fresh(String signal, String type) throws IOException, InterruptedException {
        long before = System.currentTimeMillis();
        while (System.currentTimeMillis() == before) {
            Thread.onSpinWait();
        }
        signal(signal);
        return await(type, e -> e.is(type) && Math.round(e.number("@timestamp") * 1000) > before);
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
