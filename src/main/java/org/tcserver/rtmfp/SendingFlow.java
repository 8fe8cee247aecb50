package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.Vlu;

/**
 * A sending flow (RFC 7016 §3.6.2). Takes messages from its source when the far end and the path can accept them,
 * splits them into fragments, retransmits lost ones, and abandons expired ones. Confined to its session's thread.
 *
 * <p>A session never reuses flow IDs, so a complete flow need not linger.
 */
final class SendingFlow implements SendFlow {
    /** The result of an attempt to fill a packet. */
    enum Fill {
        /** The flow has more to send than the packet has room for. */
        PACKET_FULL,
        /** The flow has no more to send, or the far end has no room for now. */
        IDLE
    }

    private enum State {
        /** F_OPEN. */
        OPEN,
        /**
         * F_CLOSING: sends the rest of the source, then the final sequence number, and waits for all acknowledgements.
         */
        CLOSING,
        /** No work is left. The far end may still send acknowledgements, which the flow ignores. */
        COMPLETE
    }

    /** The headers of packet and chunk, and the longest prefix from encryption. */
    private static final int MAX_OVERHEAD = 5 + 3 + 1 + 11;

    /** The least room, in a packet that already has data, for which a message is started or continued. */
    private static final int MIN_ROOM = 128;

    private static final long UNDECIDED = 0;

    private final SendingFlows flows;
    private final long flowId;
    private final FlowPriority priority;
    private final FlowSource source;
    private final FragmentQueue queue = new FragmentQueue();
    private OptionList startupOptions;
    private State state = State.OPEN;
    private @Nullable SentMessage current;
    private long outstandingBytes;
    private long receiveWindow = RtmfpParameters.INITIAL_RECEIVE_WINDOW;
    private long finalSequenceNumber = UNDECIDED;
    private boolean exception;

    /** Whether this flow is in the queue of ready flows. Maintained by {@link SendingFlows}. */
    boolean queued;

    SendingFlow(SendingFlows flows, long flowId, FlowOptions options, FlowPriority priority, FlowSource source) {
        this.flows = flows;
        this.flowId = flowId;
        this.startupOptions = options.toOptionList();
        this.priority = priority;
        this.source = source;
    }

    long flowId() {
        return flowId;
    }

    FlowPriority priority() {
        return priority;
    }

    @Override
    public void ready() {
        if (state != State.COMPLETE) {
            flows.ready(this);
        }
    }

    @Override
    public void close() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            flows.ready(this);
        }
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Ends the flow with the session, without sending or reporting anything. */
    void abort() {
        state = State.COMPLETE;
        abandonAll();
    }

    /** Returns true if the flow is suspended: the far end has no room, so probes are needed (§3.6.2.9.1). */
    boolean isSuspended() {
        return receiveWindow == 0 && !exception && state != State.COMPLETE;
    }

    /** Adds to {@code packet} all fragments that may be sent now. */
    Fill fill(DataPacket packet, long nowNanos) {
        while (exception || receiveWindow > outstandingBytes) {
            var fragment = queue.nextToResend(nowNanos);
            if (fragment == null && !exception && !queue.isFull() && prepareCurrent(nowNanos)) {
                fragment = cut(packet, nowNanos);
                if (fragment == null) {
                    return Fill.PACKET_FULL;
                }
            }
            boolean isForwardUpdate = fragment == null;
            if (isForwardUpdate) {
                fragment = nextAbandoned();
            }
            if (fragment == null) {
                return Fill.IDLE;
            }
            if (!send(fragment, trim(isForwardUpdate), packet, nowNanos)) {
                return Fill.PACKET_FULL;
            }
        }
        return Fill.IDLE;
    }

    /** Handles an acknowledgement (§3.6.2.4). Returns the number of bytes that are no longer in flight. */
    long acknowledged(DataAcknowledgement ack) {
        if (queue.nextSequenceNumber() == 1) {
            return 0;
        }
        long before = outstandingBytes;
        startupOptions = OptionList.EMPTY;
        long maxBlocks = Integer.MAX_VALUE / DataAcknowledgement.BUFFER_BLOCK_BYTES;
        receiveWindow = Math.min(ack.bufferBlocksAvailable(), maxBlocks) * DataAcknowledgement.BUFFER_BLOCK_BYTES;
        acknowledged(queue.firstSequenceNumber(), ack.cumulativeAck());
        for (var range : ack.ranges()) {
            acknowledged(range.first(), range.last());
        }
        if (state == State.CLOSING && finalSequenceNumber != UNDECIDED && queue.isEmpty()) {
            complete();
        } else {
            flows.ready(this);
        }
        return before - outstandingBytes;
    }

    /** Handles the loss of a fragment that was in flight. */
    void lost(SendFragment fragment) {
        outstandingBytes -= fragment.transmitSize;
        queue.idle(fragment);
        flows.ready(this);
    }

    /** Handles the far end's rejection of this flow (§3.6.2.10). */
    void rejected(long exceptionCode) {
        exception = true;
        boolean wasOpen = state == State.OPEN;
        close();
        abandonAll();
        flows.ready(this);
        if (wasOpen) {
            source.rejected(exceptionCode);
        }
    }

    private void complete() {
        state = State.COMPLETE;
        flows.forget(this);
        if (!exception) {
            source.finished();
        }
    }

    private void abandonAll() {
        if (current != null) {
            current.abandon();
            source.givenUp(current.message());
            current = null;
        }
        for (long n = queue.firstSequenceNumber(); n < queue.nextSequenceNumber(); n++) {
            var fragment = queue.get(n);
            if (fragment != null) {
                fragment.abandon();
            }
        }
    }

    private void acknowledged(long first, long last) {
        long to = Math.min(last, queue.nextSequenceNumber() - 1);
        for (long n = Math.max(first, queue.firstSequenceNumber()); n <= to; n++) {
            var fragment = queue.get(n);
            if (fragment != null) {
                if (fragment.inFlight) {
                    outstandingBytes -= fragment.transmitSize;
                    flows.outstanding().acknowledged(fragment);
                }
                queue.remove(fragment);
            }
        }
    }

    /** Returns true if there is a message to continue or start. */
    private boolean prepareCurrent(long nowNanos) {
        if (current != null && current.isAbandoned(nowNanos)) {
            skipRest(current);
            source.givenUp(current.message());
            current = null;
        }
        while (current == null) {
            var next = source.next(nowNanos);
            if (next == null) {
                return false;
            }
            current = next.isLateToFinish(nowNanos) ? null : new SentMessage(next);
            if (current == null) {
                next.abandon();
                source.givenUp(next);
            }
        }
        return true;
    }

    /** Adds one sequence number for the rest of an abandoned message, so that the far end sees a gap (§3.6.1.2). */
    private void skipRest(SentMessage message) {
        queue.add(new SendFragment(this, queue.nextSequenceNumber(), FragmentControl.END, message, Bytes.EMPTY));
    }

    private @Nullable SendFragment cut(DataPacket packet, long nowNanos) {
        var message = current;
        if (message == null) {
            return null;
        }
        long number = queue.nextSequenceNumber();
        var options = packet.isFirstOf(flowId) ? startupOptions : OptionList.EMPTY;
        int room = Math.min(maxFragmentBytes(number), packet.roomForData(flowId, number, options));
        int remaining = message.remaining();
        if (room < remaining && room < MIN_ROOM) {
            return null;
        }
        boolean isFirst = message.isUncut();
        int count = Math.min(room, remaining);
        var control = FragmentControl.of(isFirst, count == remaining);
        var fragment = new SendFragment(this, number, control, message, message.cut(count));
        queue.add(fragment);
        if (count == remaining) {
            source.sent(message.message(), nowNanos);
            current = null;
        }
        return fragment;
    }

    /** Returns the size that fits into any packet, in case of retransmission. */
    private int maxFragmentBytes(long sequenceNumber) {
        int options = startupOptions.isEmpty() ? 0 : startupOptions.length();
        return Packet.MAX_LENGTH - MAX_OVERHEAD - Vlu.length(flowId) - 2 * Vlu.length(sequenceNumber) - options;
    }

    /** Returns a fragment that only reports abandoned sequence numbers or the end of the flow, or null. */
    private @Nullable SendFragment nextAbandoned() {
        if (state == State.CLOSING && finalSequenceNumber == UNDECIDED) {
            if (queue.nextSequenceNumber() == 1) {
                complete();
                return null;
            }
            finalSequenceNumber = queue.nextSequenceNumber();
            queue.add(new SendFragment(this, finalSequenceNumber, FragmentControl.WHOLE, null, Bytes.EMPTY));
        }
        var last = queue.get(finalSequenceNumber);
        if (last != null && !last.inFlight) {
            return last;
        }
        trim(true);
        var first = queue.first();
        return first != null && !first.inFlight && first.isAbandoned() ? first : null;
    }

    /**
     * Drops abandoned fragments from the front of the queue. Returns the Forward Sequence Number (§3.6.2.3).
     *
     * @param keepLast whether to keep the last of several in a row, so that the flow can send it to report them all
     */
    private long trim(boolean keepLast) {
        while (queue.size() > 1 && isGivenUp(queue.first())) {
            var first = queue.first();
            if (first == null || (keepLast && !isGivenUp(queue.second()))) {
                break;
            }
            queue.remove(first);
        }
        var first = queue.first();
        if (first == null) {
            return queue.nextSequenceNumber() - 1;
        }
        boolean isForward = first.isAbandoned() && (!first.inFlight || first.sentAbandoned);
        return isForward ? first.sequenceNumber : first.sequenceNumber - 1;
    }

    private static boolean isGivenUp(@Nullable SendFragment fragment) {
        return fragment != null && !fragment.inFlight && fragment.isAbandoned();
    }

    private boolean send(SendFragment fragment, long forwardSequenceNumber, DataPacket packet, long nowNanos) {
        boolean abandoned = fragment.isAbandoned();
        var options = packet.isFirstOf(flowId) ? startupOptions : OptionList.EMPTY;
        var userFragment = new UserFragment(
                fragment.control,
                abandoned,
                fragment.sequenceNumber == finalSequenceNumber,
                options,
                abandoned ? Bytes.EMPTY : fragment.data);
        long number = fragment.sequenceNumber;
        int size = packet.offer(new UserData(flowId, number, number - forwardSequenceNumber, userFragment));
        if (size == 0) {
            queue.idle(fragment);
            return false;
        }
        fragment.sentAbandoned = abandoned;
        flows.outstanding().sent(fragment, size, nowNanos);
        outstandingBytes += size;
        return true;
    }
}
