package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Adjacent fragments of one message: the whole message or a part. Confined to its session's thread. */
final class Segment {
    private final ArrayDeque<Bytes> parts = new ArrayDeque<>(2);
    private long first;
    private long last;
    private boolean begins;
    private boolean ends;
    private int length;
    private long latestNanos;

    Segment(long sequenceNumber, UserFragment fragment, long nowNanos) {
        first = sequenceNumber;
        last = sequenceNumber;
        begins = fragment.control().isFirst();
        ends = fragment.control().isLast();
        latestNanos = nowNanos;
        parts.add(fragment.data().compact());
        length = fragment.data().length();
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    boolean begins() {
        return begins;
    }

    boolean ends() {
        return ends;
    }

    boolean isComplete() {
        return begins && ends;
    }

    /** Returns the number of bytes present. */
    int length() {
        return length;
    }

    int fragments() {
        return parts.size();
    }

    /** Returns the arrival time of the latest fragment. */
    long latestNanos() {
        return latestNanos;
    }

    /** Appends {@code following}, which starts where this segment ends. */
    void append(Segment following) {
        last = following.last;
        ends = following.ends;
        length += following.length;
        latestNanos = Math.max(latestNanos, following.latestNanos);
        parts.addAll(following.parts);
    }

    /** Prepends {@code previous}, which ends where this segment starts. */
    void prepend(Segment previous) {
        first = previous.first;
        begins = previous.begins;
        length += previous.length;
        latestNanos = Math.max(latestNanos, previous.latestNanos);
        previous.parts.descendingIterator().forEachRemaining(parts::addFirst);
    }

    Bytes message() {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var message = new ByteWriter(length);
        parts.forEach(message::bytes);
        return message.toBytes();
    }
}
