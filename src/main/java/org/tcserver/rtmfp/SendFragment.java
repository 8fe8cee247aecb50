package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.wire.Bytes;

/** An entry in the SEND_QUEUE of a sending flow (RFC 7016 §3.6.2). Confined to its session's thread. */
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

    /** The Transmission Sequence Number, and the links in {@link Outstanding}. */
    long tsn;

    @Nullable SendFragment before;

    @Nullable SendFragment after;

    /** Creates a fragment. {@code message}: null for a placeholder, which is abandoned from the start. */
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

    /** Returns true if the message is abandoned. Abandons it now if it has expired. */
    boolean isAbandoned(long nowNanos) {
        return message == null || message.isAbandoned(nowNanos);
    }

    void abandon() {
        if (message != null) {
            message.abandon();
        }
    }
}
