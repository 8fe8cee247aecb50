package org.tcserver.rtmfp;

import org.tcserver.flow.FlowMessage;
import org.tcserver.wire.Bytes;

/** A message that a sending flow splits, or has split, into fragments. Confined to its session's thread. */
final class SentMessage {
    private final FlowMessage message;
    private int cut;
    private boolean abandoned;

    SentMessage(FlowMessage message) {
        this.message = message;
    }

    FlowMessage message() {
        return message;
    }

    /** Returns the number of bytes that are not yet in fragments. */
    int remaining() {
        return message.length() - cut;
    }

    boolean isUncut() {
        return cut == 0;
    }

    /** Returns the next {@code count} bytes. */
    Bytes cut(int count) {
        var part = message.slice(cut, count);
        cut += count;
        return part;
    }

    /** Returns true if the message is abandoned. Abandons it now if it cannot finish in time. */
    boolean isAbandoned(long nowNanos) {
        if (!abandoned && message.isLateToFinish(nowNanos)) {
            abandon();
        }
        return abandoned;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    void abandon() {
        if (!abandoned) {
            abandoned = true;
            message.abandon();
        }
    }
}
