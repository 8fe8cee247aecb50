package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.tcserver.time.Clock;

/**
 * Writes events immediately, one JSON object per line.
 *
 * <p>Thread-safe. {@link #log} never waits: lines queue for the thread {@code event-log}, at most {@value #MAX_LINES}
 * of them and 16 MiB (a single line may exceed that). Further events are dropped; an {@code events-lost} event in their
 * place gives their number. If writing fails, the log retries every second.
 */
public final class EventLog implements AutoCloseable {
    static final int MAX_LINES = 16_384;
    static final int MAX_BYTES = 16 << 20;
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);

    /**
     * The process that writes the log.
     *
     * @param server the first ten hexadecimal digits of the RTMFP fingerprint
     */
    public record Origin(long pid, String server) {}

    private final Origin origin;
    private final boolean verbose;
    private final Clock clock;
    private final EventBudgets budgets;
    private final LineWriter writer;

    /**
     * Opens a log on standard output, which writes its remaining lines at exit. It bypasses {@link System#out}, which
     * hides errors and does not report how much was written before one.
     */
    public static EventLog onStandardOutput(Origin origin, boolean verbose) {
        var channel = new FileOutputStream(FileDescriptor.out).getChannel();
        var log = new EventLog(origin, verbose, Clock.SYSTEM, channel::write, RETRY_PERIOD);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(log::close));
        return log;
    }

    /** Opens a log on {@code out} and never closes that; {@code verbose} includes the events for verbose logs. */
    public EventLog(Origin origin, boolean verbose, Clock clock, OutputStream out) {
        this(origin, verbose, clock, bytes -> writeAll(bytes, out), RETRY_PERIOD);
    }

    EventLog(Origin origin, boolean verbose, Clock clock, LineWriter.Output out, Duration retryPeriod) {
        this.origin = origin;
        this.verbose = verbose;
        this.clock = clock;
        budgets = new EventBudgets(clock);
        writer = new LineWriter(
                "event-log",
                out,
                new LineWriter.Bounds(MAX_LINES, MAX_BYTES, retryPeriod),
                new LineWriter.Reports(count -> line(new ServerEvent.EventsLost(count)), EventLog::reportFailure));
    }

    /**
     * Logs {@code event} with the current time, or suppresses it if its address caused too many before it was a client.
     * Never blocks; does nothing after closing.
     */
    public void log(Event event) {
        var address = event.stranger();
        if (isWanted(event) && (address == null || budgets.admits(address, event))) {
            write(event);
        }
    }

    /** Returns the log of a new connection, with its own budget. */
    public ClientEvents client() {
        return new ClientEvents(this, budgets);
    }

    /** Writes a summary of suppressed events for each client and address. Called once per second. */
    public void tellSuppressed() {
        budgets.takeSuppressed().forEach(this::write);
    }

    /** Returns the number of events that were suppressed because clients caused too many. */
    public long suppressed() {
        return budgets.suppressed();
    }

    boolean isWanted(Event event) {
        return verbose || !event.verboseOnly();
    }

    void write(Event event) {
        writer.offer(line(event));
    }

    /** Returns the number of events that were lost because the output was too slow. */
    public long lost() {
        return writer.lost();
    }

    /** Writes queued lines for at most 1 second, because the reader of the log may have stopped. */
    @Override
    public void close() {
        writer.close();
    }

    private byte[] line(Event event) {
        var members = new Members()
                .put("@pid", origin.pid)
                .put("@server", origin.server)
                .put("@timestamp", Json.seconds(clock.wallMillis()))
                .put("@type", event.type());
        event.describe(members);
        return Json.line(members.asMap()).getBytes(UTF_8);
    }

    private static int writeAll(ByteBuffer bytes, OutputStream out) throws IOException {
        var all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        out.write(all);
        out.flush();
        bytes.position(bytes.limit());
        return all.length;
    }

    private static void reportFailure(IOException e) {
        LoggerFactory.getLogger(EventLog.class)
                .error(
                        "the event log cannot be written: {}; trying again every {} s",
                        e.getMessage(),
                        RETRY_PERIOD.toSeconds());
    }
}
