package org.tcserver.rtmfp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.rtmfp.chunk.DataAcknowledgementRanges;
import org.tcserver.rtmfp.chunk.FlowExceptionReport;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A receiving flow (RFC 7016 §3.6.3). Confined to its session's thread. */
final class ReceivingFlow implements RecvFlow {
    private enum State {
        /** RF_OPEN: neither rejected nor complete. */
        OPEN,
        /** RF_REJECTED: acknowledges and drops all fragments. */
        REJECTED,
        /** RF_COMPLETE_LINGER: all fragments have arrived; the far end may still request the acknowledgement. */
        COMPLETE_LINGER
    }

    private static final long UNKNOWN = 0;
    private static final long FEW_BLOCKS = 2;

    private final ReceivingFlows flows;
    private final long flowId;
    private final Bytes metadata;
    private final @Nullable SendingFlow association;
    private final SequenceSet sequenceSet = new SequenceSet();
    private final ReassemblyBuffer buffer = new ReassemblyBuffer();
    private State state = State.OPEN;
    private @Nullable FlowSink sink;
    private long finalSequenceNumber = UNKNOWN;
    private long exceptionCode;
    private long advertisedBlocks = Long.MAX_VALUE;
    private long accountedBytes;
    private boolean suspended;
    private boolean delivering;
    private boolean finished;

    /** SHOULD_ACK. Maintained by {@link Acknowledger}. */
    boolean shouldAck;

    ReceivingFlow(ReceivingFlows flows, long flowId, Bytes metadata, @Nullable SendingFlow association) {
        this.flows = flows;
        this.flowId = flowId;
        this.metadata = metadata;
        this.association = association;
        account();
    }

    long flowId() {
        return flowId;
    }

    @Override
    public Bytes metadata() {
        return metadata;
    }

    @Override
    public @Nullable SendFlow association() {
        return association;
    }

    @Override
    public void accept(FlowSink receiver) {
        sink = receiver;
    }

    @Override
    public void accept(FlowSink receiver, Duration reorderWindow) {
        sink = receiver;
        buffer.reorderWindow(reorderWindow.toNanos());
    }

    boolean isAccepted() {
        return sink != null;
    }

    @Override
    public void reject(long code) {
        if (state == State.REJECTED || finished) {
            return;
        }
        if (state == State.OPEN) {
            state = State.REJECTED;
            flows.rejected();
        }
        exceptionCode = code;
        buffer.clear();
        account();
        sink = null;
        flows.acknowledger().ackNow(this);
        flows.wake();
    }

    @Override
    public void suspend() {
        suspended = true;
    }

    @Override
    public void resume() {
        if (suspended) {
            suspended = false;
            flows.resumed(this);
        }
    }

    /** Ends the flow without delivering or reporting anything. */
    void abort() {
        sink = null;
        buffer.clear();
        flows.buffered(-accountedBytes);
        accountedBytes = 0;
    }

    /** Handles a fragment (§3.6.3.2). Throws if the far end exceeds a limit. */
    void receive(UserData chunk, long nowNanos) throws MalformedException {
        rejectUnknownOptions(chunk);
        boolean hurry = state != State.OPEN || advertisedBlocks < FEW_BLOCKS || sequenceSet.hasGaps();
        boolean isDuplicate = sequenceSet.contains(chunk.sequenceNumber());
        hurry |= isDuplicate || chunk.fragment().abandon();
        if (state == State.REJECTED) {
            hurry |= isFinal(chunk);
            sequenceSet.addUpTo(chunk.sequenceNumber()); // a rejected flow need not track gaps
        } else if (!isDuplicate && sequenceSet.add(chunk.sequenceNumber())) {
            hurry |= isFinal(chunk);
            sequenceSet.addUpTo(chunk.forwardSequenceNumber());
            take(chunk, nowNanos);
        } else {
            sequenceSet.addUpTo(chunk.forwardSequenceNumber());
        }
        acknowledge(hurry || sequenceSet.hasGaps());
        completeIfDone();
        deliver(nowNanos);
    }

    /** Handles a buffer probe (§3.6.3.6). */
    void probed() {
        flows.acknowledger().ackNow(this);
    }

    /** Delivers all messages that are deliverable now. */
    void deliver(long nowNanos) {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            deliverAll(nowNanos);
        } finally {
            delivering = false;
        }
    }

    /** Returns the time to call {@link #deliver} without further fragments, or {@link Clock#NEVER}. */
    long deadlineNanos() {
        return suspended || state == State.REJECTED ? Clock.NEVER : buffer.deadlineNanos();
    }

    /** Returns the acknowledgement, or null if even the shortest does not fit into {@code maxLength} bytes. */
    @Nullable Chunk acknowledgement(int maxLength) {
        long blocks = blocksAvailable();
        var ack = new DataAcknowledgementRanges(flowId, blocks, sequenceSet.cumulative(), sequenceSet.ranges())
                .shortenedTo(maxLength);
        if (ack.length() > maxLength) {
            return null;
        }
        advertisedBlocks = blocks;
        return ack;
    }

    /** Returns the report that must precede each acknowledgement of a rejected flow, or null for other flows. */
    @Nullable FlowExceptionReport exceptionReport() {
        return state == State.REJECTED ? new FlowExceptionReport(flowId, exceptionCode) : null;
    }

    private void rejectUnknownOptions(UserData chunk) {
        var options = chunk.fragment().options();
        if (state == State.OPEN && !options.isEmpty()) {
            try {
                FlowOptions.of(options);
            } catch (MalformedException e) {
                reject(0);
            }
        }
    }

    private boolean isFinal(UserData chunk) {
        if (chunk.fragment().isFinal() && finalSequenceNumber == UNKNOWN) {
            finalSequenceNumber = chunk.sequenceNumber();
            return true;
        }
        return false;
    }

    /** Buffers the data of a new fragment, or delivers it directly. */
    private void take(UserData chunk, long nowNanos) throws MalformedException {
        var fragment = chunk.fragment();
        if (state != State.OPEN || fragment.abandon()) {
            return;
        }
        boolean isNext = buffer.isEmpty() && chunk.sequenceNumber() == sequenceSet.cumulative();
        if (isNext && fragment.control() == FragmentControl.WHOLE && !suspended && !delivering && sink != null) {
            sink.message(fragment.data(), buffer.passOn(chunk.sequenceNumber()));
            return;
        }
        int messageBytes = buffer.add(chunk.sequenceNumber(), fragment, nowNanos);
        account();
        if (messageBytes > RtmfpParameters.MAX_MESSAGE_BYTES) {
            throw new MalformedException("message of more than " + RtmfpParameters.MAX_MESSAGE_BYTES + " bytes");
        }
    }

    private void acknowledge(boolean hurry) {
        if (hurry || blocksAvailable() < FEW_BLOCKS) {
            flows.acknowledger().ackNow(this);
        } else {
            flows.acknowledger().ackSoon(this);
        }
    }

    private void completeIfDone() {
        boolean isDone = finalSequenceNumber != UNKNOWN && sequenceSet.cumulative() >= finalSequenceNumber;
        if (isDone && state != State.COMPLETE_LINGER) {
            boolean wasRejected = state == State.REJECTED;
            state = State.COMPLETE_LINGER;
            flows.acknowledger().ackNow(this);
            flows.completed(this, wasRejected);
        }
    }

    private void deliverAll(long nowNanos) {
        while (sink != null && !suspended) {
            var delivery = buffer.next(sequenceSet.cumulative(), nowNanos);
            account();
            if (delivery == null) {
                finishIfDone(sink);
                return;
            }
            sink.message(delivery.message(), delivery.late());
        }
    }

    private void finishIfDone(FlowSink receiver) {
        if (state == State.COMPLETE_LINGER && !finished && buffer.isEmpty()) {
            finished = true;
            receiver.finished();
        }
    }

    /** Updates the memory account. An empty flow also has a cost, and so do the gaps in its sequence numbers. */
    private void account() {
        long held = RtmfpParameters.FLOW_OVERHEAD + sequenceSet.memoryBytes() + buffer.bufferedBytes();
        flows.buffered(held - accountedBytes);
        accountedBytes = held;
    }

    /** Returns the receive window in blocks (§3.6.3.5). The flows of the session share its capacity. */
    private long blocksAvailable() {
        long capacity = suspended ? RtmfpParameters.SUSPENDED_RECEIVE_CAPACITY : RtmfpParameters.RECEIVE_CAPACITY;
        long bytes = Math.max(0, Math.min(capacity - buffer.bufferedBytes(), flows.room()));
        long blocks = (bytes + DataAcknowledgement.BUFFER_BLOCK_BYTES - 1) / DataAcknowledgement.BUFFER_BLOCK_BYTES;
        return blocks == 0 && !suspended ? 1 : blocks;
    }
}
