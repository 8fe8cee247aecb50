package org.tcserver.event;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A replacement for standard error that blocks no thread. The thread {@code diagnostics} writes queued lines, at most
 * {@value #MAX_LINES} of them and 4 MiB. Further lines are dropped; a line in their place gives their number. Secrets
 * are masked.
 *
 * <p>Thread-safe, guarded by a lock.
 */
public final class Diagnostics extends OutputStream {
    static final int MAX_LINES = 4096;
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LINE_BYTES = 16 << 10;
    private static final Duration RETRY_PERIOD = Duration.ofSeconds(1);

    private final Charset charset;
    private final LineWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Redirects {@link System#err} to a new instance, which writes its remaining lines at exit. */
    public static void install() {
        var channel = new FileOutputStream(FileDescriptor.err).getChannel();
        var charset = System.err.charset();
        var diagnostics = new Diagnostics(charset, channel::write);
        System.setErr(new PrintStream(diagnostics, true, charset));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(diagnostics::close));
    }

    Diagnostics(Charset charset, LineWriter.Output out) {
        this.charset = charset;
        writer = new LineWriter(
                "diagnostics",
                out,
                new LineWriter.Bounds(MAX_LINES, MAX_BYTES, RETRY_PERIOD),
                new LineWriter.Reports(this::lost, failure -> {}));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            for (int i = offset; i < offset + length; i++) {
                line.write(bytes[i]);
                if (bytes[i] == '\n' || line.size() >= MAX_LINE_BYTES) {
                    offerLine();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes queued lines for at most 1 second. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (line.size() > 0) {
                offerLine();
            }
        } finally {
            lock.unlock();
        }
        writer.close();
    }

    private void offerLine() {
        writer.offer(Secrets.mask(line.toString(charset)).getBytes(charset));
        line.reset();
    }

    private byte[] lost(long count) {
        return (count + " lines were lost here: standard error was not read in time\n").getBytes(charset);
    }
}
