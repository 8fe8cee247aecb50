package org.tcserver.rtmfp;

import org.tcserver.flow.FlowMessage;
import org.tcserver.wire.Bytes;

/** A message that a sending flow is cutting into fragments, or has cut. Confined to its session's thread. */
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

    /** How much of it is in no fragment yet. */
    int remaining() {
        return message.length() - cut;
    }

    boolean isUncut() {
        return cut == 0;
    }

    /** The next {@code count} bytes. */
    Bytes cut(int count) {
        var part = message.slice(cut, count);
        cut += count;
        return part;
    }

    /** Whether it is given up, which it is once it can't finish in time. */
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
