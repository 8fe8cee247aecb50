package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.InitiatorKeying;
import org.tcserver.rtmfp.crypto.Keying;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

/**
 * A session that the endpoint is opening: the initiator's state (RFC 7016 §3.5.1.1.1). Confined to the endpoint's
 * thread.
 */
final class Opening {
    /** The states of §3.5, Figure 8, up to S_OPEN. */
    private enum State {
        /** S_IHELLO_SENT: waiting for an endpoint that answers. */
        IHELLO_SENT,
        /** S_KEYING_SENT, or computing keys before it. */
        KEYING_SENT,
        /** Open or failed: no work is left. */
        OVER
    }

    /** The time of the next attempt: after 1 s, then 2.5 s, 4 s and so on. */
    private record Retry(long nextNanos, long intervalNanos) {
        static Retry first(long nowNanos) {
            return new Retry(nowNanos, 0);
        }

        Retry next(long nowNanos) {
            long interval = intervalNanos == 0
                    ? RtmfpParameters.STARTUP_FIRST_INTERVAL_NANOS
                    : intervalNanos + RtmfpParameters.STARTUP_BACKOFF_NANOS;
            return new Retry(nowNanos + interval, interval);
        }
    }

    /** The endpoint that answered first. */
    record Chosen(Path path, Certificate certificate, int receiveSessionId) {}

    private final EndpointDiscriminator discriminator;
    private final Bytes tag;
    private final OpeningUser user;
    private final long untilNanos;
    private final Map<Path, Retry> candidates = new LinkedHashMap<>();
    private final ArrayDeque<ByteBuffer> earlyDatagrams = new ArrayDeque<>();
    private State state = State.IHELLO_SENT;
    private @Nullable Chosen chosen;
    private @Nullable InitiatorKeying keying;
    private Bytes cookie = Bytes.EMPTY;
    private boolean cookieChanged;
    private boolean combining;
    private Retry keyingRetry = Retry.first(0);

    Opening(EndpointDiscriminator discriminator, Bytes tag, OpeningUser user, long nowNanos) {
        this.discriminator = discriminator;
        this.tag = tag;
        this.user = user;
        untilNanos = nowNanos + RtmfpParameters.OPEN_TIMEOUT_NANOS;
    }

    Bytes tag() {
        return tag;
    }

    OpeningUser user() {
        return user;
    }

    @Nullable Chosen chosen() {
        return chosen;
    }

    @Nullable InitiatorKeying keying() {
        return keying;
    }

    boolean isLooking() {
        return state == State.IHELLO_SENT;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    boolean isTimedOut(long nowNanos) {
        return nowNanos >= untilNanos;
    }

    /** Returns true if this opening leads to the endpoint at {@code path}. */
    boolean isTo(Path path) {
        return state != State.OVER
                && (chosen == null
                        ? candidates.containsKey(path)
                        : chosen.path().equals(path));
    }

    boolean selects(Certificate certificate) {
        return discriminator.selects(certificate);
    }

    void addCandidate(Path path, long nowNanos) {
        if (candidates.size() < RtmfpParameters.REDIRECT_THRESHOLD) {
            candidates.putIfAbsent(path, Retry.first(nowNanos));
        }
    }

    /** Chooses the endpoint that sent {@code hello}. A call of {@link #keyed} follows. */
    void choose(Chosen answerer, RHello hello) {
        chosen = answerer;
        cookie = hello.cookie();
        state = State.KEYING_SENT;
    }

    void keyed(InitiatorKeying initiatorKeying, long nowNanos) {
        keying = initiatorKeying;
        keyingRetry = Retry.first(nowNanos);
    }

    /** Handles the responder's request for another cookie, but only the first one (§3.5.1.2). */
    void changeCookie(Bytes oldCookie, Bytes newCookie, long nowNanos) {
        if (state == State.KEYING_SENT && !cookieChanged && oldCookie.equals(cookie)) {
            cookieChanged = true;
            cookie = newCookie;
            keyingRetry = Retry.first(nowNanos);
        }
    }

    /** Starts the computation with the keying's answer. Returns false if one is already running. */
    boolean beginCombining() {
        if (combining || keying == null || state != State.KEYING_SENT) {
            return false;
        }
        combining = true;
        return true;
    }

    void endCombining() {
        combining = false;
    }

    void over() {
        state = State.OVER;
    }

    /** Keeps a datagram that arrived before the answer to the keying, or during its computation. */
    void keepEarly(ByteBuffer datagram) {
        if (earlyDatagrams.size() < RtmfpParameters.MAX_EARLY_PACKETS) {
            var copy = ByteBuffer.allocate(datagram.remaining());
            copy.put(datagram.duplicate()).flip();
            earlyDatagrams.addLast(copy);
        }
    }

    Iterable<ByteBuffer> earlyDatagrams() {
        return earlyDatagrams;
    }

    long deadlineNanos() {
        if (state == State.OVER) {
            return Clock.NEVER;
        }
        long deadline = untilNanos;
        if (state == State.KEYING_SENT) {
            return keying == null ? deadline : Math.min(deadline, keyingRetry.nextNanos());
        }
        for (var retry : candidates.values()) {
            deadline = Math.min(deadline, retry.nextNanos());
        }
        return deadline;
    }

    /** Sends all due packets. {@code certificate}: that of this endpoint. */
    void send(StartupPackets packets, Certificate certificate, long nowNanos) {
        if (state == State.IHELLO_SENT) {
            for (var candidate : candidates.entrySet()) {
                if (candidate.getValue().nextNanos() <= nowNanos) {
                    packets.send(0, new IHello(discriminator.toBytes(), tag), candidate.getKey(), nowNanos);
                    candidate.setValue(candidate.getValue().next(nowNanos));
                }
            }
        } else if (state == State.KEYING_SENT
                && keying != null
                && chosen != null
                && keyingRetry.nextNanos() <= nowNanos) {
            var chunk = new IIKeying(
                    chosen.receiveSessionId(), cookie, certificate.encoded(), keying.component(), Keying.NO_SIGNATURE);
            packets.send(0, chunk, chosen.path(), nowNanos);
            keyingRetry = keyingRetry.next(nowNanos);
        }
    }
}
