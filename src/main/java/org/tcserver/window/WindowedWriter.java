package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.DELAY_SHARE_OF_LIFETIME;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.net.TcpTransport;
import org.tcserver.net.Writer;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/**
 * Writes what an {@link Outflow} has to a socket, as fast as the send window and the kernel allow.
 *
 * <p>Any thread asks for a turn; the loop's thread writes. The send window is the loop's alone, so what others learn of
 * acknowledgements is handed over.
 */
public final class WindowedWriter implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(WindowedWriter.class);

    private static final int IDLE = 0;
    private static final int PATIENT = 1;
    private static final int URGENT = 2;
    private static final long NO_ACKNOWLEDGEMENT = -1;
    private static final long NO_ANSWER = -1;
    private static final long LOW_32_BITS = 0xffff_ffffL;

    private final TcpTransport transport;
    private final Outflow outflow;
    private final ConnectionFigures figures;
    private final Runnable wakeLoop;
    private final AtomicInteger requested = new AtomicInteger(IDLE);
    private final AtomicLong acknowledgement = new AtomicLong(NO_ACKNOWLEDGEMENT);
    /** The newest answer to a ping: below its token, above the number of answers so far. */
    private final AtomicLong answer = new AtomicLong(NO_ANSWER);

    private int answers;
    private volatile boolean finishing;
    private volatile long extraDelayNanos;
    private volatile long mediaLifetimeNanos = Clock.NEVER;
    private volatile long roundTripNanos = Clock.NEVER;

    private final SendWindow window;
    private int sendBufferSize;
    private boolean blocked;
    private boolean outputShutDown;

    /** {@code extraDelay}: how much longer than the base round trip bytes may be on their way. */
    public WindowedWriter(
            TcpTransport transport, Outflow outflow, ConnectionFigures figures, Duration extraDelay, long nowNanos) {
        this.transport = transport;
        this.outflow = outflow;
        this.figures = figures;
        window = new SendWindow(outflow.countsAreExact(), nowNanos);
        extraDelayNanos = extraDelay.toNanos();
        wakeLoop = transport.loop().waker();
    }

    /**
     * Asks for a turn, soon; the caller fires {@code wakeups}.
     *
     * @param isUrgent false if it may wait for more to come, on a busy loop
     */
    public void request(boolean isUrgent, Wakeups wakeups) {
        int urgency = isUrgent ? URGENT : PATIENT;
        int before = requested.getAndAccumulate(urgency, Math::max);
        if (before < urgency) {
            transport.loop().schedule(this, isUrgent);
            wakeups.add(wakeLoop);
        }
    }

    /** Asks for a turn at once. */
    public void request() {
        var wakeups = new Wakeups();
        request(true, wakeups);
        wakeups.fire();
    }

    /** Writes what is left, then tells the peer that nothing more comes. */
    public void finish() {
        finishing = true;
        request();
    }

    /** See the constructor; any thread. */
    public void limitExtraDelay(Duration limit) {
        extraDelayNanos = limit.toNanos();
    }

    /** The shortest lifetime of what the client plays; any thread. */
    public void mediaLifetime(Duration lifetime) {
        mediaLifetimeNanos = lifetime.toNanos();
    }

    /** How long a handshake took to come back; any thread. */
    public void roundTrip(long nanos) {
        roundTripNanos = nanos;
    }

    /** The client has received {@code sequence} bytes, modulo 2^32; any thread, which asks for a turn afterwards. */
    public void acknowledged(long sequence) {
        acknowledgement.set(sequence);
    }

    /** The client answered the ping {@code token}; for the reading thread, which asks for a turn afterwards. */
    public void answered(int token) {
        answer.set((long) ++answers << Integer.SIZE | (token & LOW_32_BITS));
    }

    @Override
    public Next write(ByteBuffer scratch, long nowNanos) {
        requested.set(IDLE);
        try {
            outflow.prepare(nowNanos);
            takeNews(nowNanos);
            return isUnblocked(nowNanos) ? writeDue(scratch, nowNanos) : Next.WAIT;
        } catch (IOException e) {
            LOG.trace("the connection broke", e);
            transport.close();
            return Next.WAIT;
        }
    }

    @Override
    public int messagesWritten() {
        return outflow.takeMessagesFinished();
    }

    private void takeNews(long nowNanos) {
        if (acknowledgement.get() != NO_ACKNOWLEDGEMENT) {
            window.acknowledged(acknowledgement.getAndSet(NO_ACKNOWLEDGEMENT), nowNanos);
        }
        if (answer.get() != NO_ANSWER) {
            long newest = answer.getAndSet(NO_ANSWER);
            window.answered((int) newest, (int) (newest >>> Integer.SIZE), nowNanos);
        }
    }

    private boolean isUnblocked(long nowNanos) throws IOException {
        if (!blocked) {
            return true;
        }
        if (!transport.flush()) {
            return false;
        }
        blocked = false;
        window.writable(nowNanos);
        return true;
    }

    private Next writeDue(ByteBuffer scratch, long nowNanos) throws IOException {
        window.extraDelay(Math.min(extraDelayNanos, mediaLifetimeNanos / DELAY_SHARE_OF_LIFETIME));
        window.roundTrip(roundTripNanos);
        int allowance = window.allowance(nowNanos);
        fitSendBuffer();
        outflow.wishAckWindow(window.ackWindow(nowNanos), nowNanos);
        scratch.limit(Math.min(scratch.capacity(), window.mostAtOnce(allowance)));
        ping(scratch, nowNanos);
        int counted = outflow.fill(scratch, allowance, nowNanos);
        if (counted > 0) {
            window.written(counted, nowNanos);
        }
        ping(scratch, nowNanos);
        if (scratch.position() > 0) {
            figures.sentBytes(scratch.position());
        }
        if (scratch.position() > 0 && !transport.write(scratch.flip())) {
            blocked = true;
            window.blocked(nowNanos);
            return Next.WAIT;
        }
        if (outflow.hasMore()) {
            return scratch.position() > 0 ? again() : Next.REVISIT;
        }
        if (finishing && !outputShutDown) {
            outputShutDown = true;
            transport.shutdownOutput();
        }
        return Next.WAIT;
    }

    /** The first ping goes ahead of everything, so that its answer tells how long an empty path is. */
    private void ping(ByteBuffer scratch, long nowNanos) {
        if (window.isPingDue()) {
            int bytes = outflow.ping(scratch, window.nextPing(), nowNanos);
            if (bytes > 0) {
                window.written(bytes, nowNanos);
                window.pinged(nowNanos);
            }
        }
    }

    /** Whatever is queued before the loop comes back need not schedule this once more. */
    private Next again() {
        requested.set(URGENT);
        return Next.AGAIN;
    }

    private void fitSendBuffer() throws IOException {
        if (window.sendBufferSize() != sendBufferSize) {
            sendBufferSize = window.sendBufferSize();
            transport.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferSize);
        }
    }
}
