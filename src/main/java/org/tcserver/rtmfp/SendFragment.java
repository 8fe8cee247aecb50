package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.wire.Bytes;

/** An entry of a sending flow's SEND_QUEUE (RFC 7016 §3.6.2). Confined to its session's thread. */
final class SendFragment {
    final SendingFlow flow;
    final long sequenceNumber;
    final FragmentControl control;
    final Bytes data;
    private final @Nullable SentMessage message;

    boolean inFlight;
    boolean everSent;
    boolean sentAbandoned;
    int nakCount;
    int transmitSize;
    long sentNanos;

    /** Its links in {@link Outstanding}, and its Transmission Sequence Number. */
    long tsn;

    @Nullable SendFragment before;

    @Nullable SendFragment after;

    /** {@code message}: null if it stands for nothing, and so is abandoned from the start. */
    SendFragment(
            SendingFlow flow, long sequenceNumber, FragmentControl control, @Nullable SentMessage message, Bytes data) {
        this.flow = flow;
        this.sequenceNumber = sequenceNumber;
        this.control = control;
        this.message = message;
        this.data = data;
    }

    boolean isAbandoned() {
        return message == null || message.isAbandoned();
    }

    /** As it is now; a message that is late is given up thereby. */
    boolean isAbandoned(long nowNanos) {
        return message == null || message.isAbandoned(nowNanos);
    }

    void abandon() {
        if (message != null) {
            message.abandon();
        }
    }
}
