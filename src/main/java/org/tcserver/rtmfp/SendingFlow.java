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
 * A sending flow (RFC 7016 §3.6.2): pulls messages from its source as the far end and the path can take them, cuts them
 * into fragments, sends those again that got lost, and gives up what is late. Confined to its session's thread.
 *
 * <p>Flow IDs are never used twice in a session, so a flow need not linger when it is complete.
 */
final class SendingFlow implements SendFlow {
    /** What came of an attempt to fill a packet. */
    enum Fill {
        /** There is more to send, but no room. */
        PACKET_FULL,
        /** Nothing is left to send, or the far end can take no more for now. */
        IDLE
    }

    private enum State {
        /** F_OPEN. */
        OPEN,
        /** F_CLOSING: what the source has is still sent, then the final sequence number; until all is acknowledged. */
        CLOSING,
        /** Nothing is left to do; the far end may still send acknowledgements, which are ignored. */
        COMPLETE
    }

    /** The header of a packet and a chunk, and what encryption may put in front. */
    private static final int MAX_OVERHEAD = 5 + 3 + 1 + 11;

    /** A message is not begun, nor gone on with, in what little room is left in a packet that has data already. */
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

    /** Kept by {@link SendingFlows}: whether this flow is among those that may have something to send. */
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

    /** The session is over: nothing is sent or told any more. */
    void abort() {
        state = State.COMPLETE;
        abandonAll();
    }

    /** Suspended: the far end has no room, and has to be asked for some from time to time (§3.6.2.9.1). */
    boolean isSuspended() {
        return receiveWindow == 0 && !exception && state != State.COMPLETE;
    }

    /** Puts into {@code packet} what may be sent now. */
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

    /** The far end tells what it has got (§3.6.2.4). Answers how many bytes are no longer in flight. */
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

    /** A fragment of this flow is no longer in flight, and did not arrive. */
    void lost(SendFragment fragment) {
        outstandingBytes -= fragment.transmitSize;
        queue.idle(fragment);
        flows.ready(this);
    }

    /** The far end does not want this flow (§3.6.2.10). */
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

    /** Whether there is a message to go on with, or to begin. */
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

    /** What was not cut of an abandoned message takes one sequence number, so that the far end sees a gap (§3.6.1.2). */
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

    /** What fits into any packet, should it have to be sent again. */
    private int maxFragmentBytes(long sequenceNumber) {
        int options = startupOptions.isEmpty() ? 0 : startupOptions.length();
        return Packet.MAX_LENGTH - MAX_OVERHEAD - Vlu.length(flowId) - 2 * Vlu.length(sequenceNumber) - options;
    }

    /** The fragment that has only to tell that sequence numbers were given up, or that the flow ends; or null. */
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
     * Drops what is given up from the front of the queue, and answers the Forward Sequence Number (§3.6.2.3).
     *
     * @param keepLast the last of those in a row is to be sent itself: nothing else tells of them
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
