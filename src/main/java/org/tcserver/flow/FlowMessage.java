package org.tcserver.flow;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Outgoing;
import org.tcserver.wire.Bytes;

/**
 * A message that has started on its way through a flow: a head of its own before a body that it may share with the
 * messages to others. Immutable but for what an {@link Outgoing} leads to.
 */
public final class FlowMessage {
    private final Bytes head;
    private final Bytes body;
    private final @Nullable Outgoing outgoing;

    private FlowMessage(Bytes head, Bytes body, @Nullable Outgoing outgoing) {
        this.head = head;
        this.body = body;
        this.outgoing = outgoing;
    }

    /** A message of other than TC, which never expires. */
    public static FlowMessage of(Bytes message) {
        return new FlowMessage(Bytes.EMPTY, message, null);
    }

    /** A TC message (RFC 7425 §5.1.2) with the deadlines it was given. */
    public static FlowMessage of(Outgoing out) {
        return new FlowMessage(TcFlowMessages.head(out), out.message().payload(), out);
    }

    /** Head and body together, in bytes. */
    public int length() {
        return head.length() + body.length();
    }

    /** A part of it; copies only what comes of the head. */
    public Bytes slice(int from, int count) {
        int headLength = head.length();
        if (from >= headLength) {
            return body.slice(from - headLength, count);
        }
        var part = new byte[count];
        copyTo(ByteBuffer.wrap(part), from, count);
        return Bytes.wrap(part);
    }

    /** Copies {@code count} bytes of it, from {@code from} on, into {@code target}. */
    public void copyTo(ByteBuffer target, int from, int count) {
        int fromHead = Math.clamp(head.length() - (long) from, 0, count);
        if (fromHead > 0) {
            head.copyTo(target, from, fromHead);
        }
        if (count > fromHead) {
            body.copyTo(target, from + fromHead - head.length(), count - fromHead);
        }
    }

    /** The TC message that it is, if it is one. */
    @Nullable Outgoing outgoing() {
        return outgoing;
    }

    /** True once it is not worth to send what is left of it. */
    public boolean isLateToFinish(long nowNanos) {
        return outgoing != null && outgoing.isLateToFinish(nowNanos);
    }

    /** Says that it will not arrive: what depends on it is dropped too. */
    public void abandon() {
        if (outgoing != null) {
            outgoing.abandon();
        }
    }
}
