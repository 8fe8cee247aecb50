package org.tcserver.flow;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Outgoing;
import org.tcserver.wire.Bytes;

/**
 * A message in transmission: a head of its own, and a body that messages to other clients may share. Immutable, except
 * for the state of its {@link Outgoing}.
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

    /** Creates a message that is not a TC message; it never expires. */
    public static FlowMessage of(Bytes message) {
        return new FlowMessage(Bytes.EMPTY, message, null);
    }

    /** Creates a TC message (RFC 7425 §5.1.2) with the deadlines of {@code out}. */
    public static FlowMessage of(Outgoing out) {
        return new FlowMessage(TcFlowMessages.head(out), out.message().payload(), out);
    }

    /** Returns the length of head and body, in bytes. */
    public int length() {
        return head.length() + body.length();
    }

    /** Returns a part of this message. Copies only a part that includes bytes of the head. */
    public Bytes slice(int from, int count) {
        int headLength = head.length();
        if (from >= headLength) {
            return body.slice(from - headLength, count);
        }
        var part = new byte[count];
        copyTo(ByteBuffer.wrap(part), from, count);
        return Bytes.wrap(part);
    }

    /** Copies {@code count} bytes, starting at {@code from}, to {@code target}. */
    public void copyTo(ByteBuffer target, int from, int count) {
        int fromHead = Math.clamp(head.length() - (long) from, 0, count);
        if (fromHead > 0) {
            head.copyTo(target, from, fromHead);
        }
        if (count > fromHead) {
            body.copyTo(target, from + fromHead - head.length(), count - fromHead);
        }
    }

    /** Returns the TC message, or null if this is not one. */
    @Nullable Outgoing outgoing() {
        return outgoing;
    }

    /** Returns true if the deadline to finish sending this message has passed. */
    public boolean isLateToFinish(long nowNanos) {
        return outgoing != null && outgoing.isLateToFinish(nowNanos);
    }

    /** Marks this message as not delivered, so that messages that depend on it are dropped too. */
    public void abandon() {
        if (outgoing != null) {
            outgoing.abandon();
        }
    }
}
