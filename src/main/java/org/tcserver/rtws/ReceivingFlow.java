package org.tcserver.rtws;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtws.message.DataAck;
import org.tcserver.rtws.message.FlowException;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A receiving flow. Reassembles messages from fragments and delivers them while not suspended. Confined to the reading
 * thread.
 */
final class ReceivingFlow implements RecvFlow {
    private static final ByteWriter NOTHING = new ByteWriter(0);
    /** Approximate size of a waiting message without its data, in bytes. */
    private static final int OVERHEAD_BYTES = 64;

    private final ReceivingFlows flows;
    private final long flowId;
    private final Bytes metadata;
    private final @Nullable SendFlow association;
    private final Queue<Bytes> waiting = new ArrayDeque<>(4);
    private ByteWriter partial = NOTHING;
    private int partialBytes;
    private int waitingBytes;
    private @Nullable FlowSink sink;
    private boolean suspended;
    private boolean rejected;
    private boolean closed;
    private boolean finished;
    private long deltaBytes;
    private int ackThreshold;

    ReceivingFlow(ReceivingFlows flows, long flowId, Bytes metadata, @Nullable SendFlow association) {
        this.flows = flows;
        this.flowId = flowId;
        this.metadata = metadata;
        this.association = association;
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

    /** Ignores the window: over TCP all messages arrive in order. */
    @Override
    public void accept(FlowSink receiver, Duration reorderWindow) {
        accept(receiver);
    }

    @Override
    public void reject(long exceptionCode) {
        if (rejected || finished) {
            return;
        }
        rejected = true;
        sink = null;
        clear();
        if (!closed) {
            flows.send(new FlowException(flowId, exceptionCode, ""));
            flows.ackNow(this);
        }
    }

    @Override
    public void suspend() {
        suspended = true;
    }

    @Override
    public void resume() {
        if (suspended) {
            suspended = false;
            flows.schedule(this::deliver);
            flows.ackNow(this);
        }
    }

    /** Receives a fragment from a message of {@code messageLength} bytes. */
    void receive(Bytes data, boolean isLast, int messageLength) throws MalformedException {
        deltaBytes += messageLength;
        if (!rejected) {
            take(data, isLast);
        }
        if (deltaBytes >= ackThreshold) {
            flows.ackNow(this);
        } else {
            flows.ackSoon(this);
        }
    }

    /** Discards a partial message that the far end abandoned. */
    void abandoned() {
        forgetPartial();
        flows.ackNow(this);
    }

    /** Handles the far end's close of the flow. */
    void closed() {
        closed = true;
        forgetPartial();
        flows.ackNow(this);
        deliver();
    }

    boolean isClosed() {
        return closed;
    }

    /** Creates an acknowledgement of the bytes since the previous one, with the current buffer space. */
    DataAck acknowledgement() {
        int buffer = rejected
                ? 0
                : suspended
                        ? Math.max(0, RtwsParameters.RECEIVE_CAPACITY - waitingBytes)
                        : RtwsParameters.RECEIVE_CAPACITY;
        var ack = new DataAck(flowId, deltaBytes, buffer);
        deltaBytes = 0;
        ackThreshold = buffer / 2;
        return ack;
    }

    private void take(Bytes data, boolean isLast) throws MalformedException {
        int limit = flows.maxMessageBytes();
        if (partial.length() + data.length() > limit) {
            throw new MalformedException("message of more than " + limit + " bytes");
        }
        if (isLast && partial.length() == 0) {
            complete(data);
            return;
        }
        if (partial.length() == 0) {
            partial = new ByteWriter(2 * data.length());
        }
        int before = partialBytes;
        partial.bytes(data);
        partialBytes = partial.capacity();
        flows.held(partialBytes - before);
        if (isLast) {
            var message = partial.toBytes();
            forgetPartial();
            complete(message);
        }
    }

    private void complete(Bytes message) throws MalformedException {
        var receiver = sink;
        if (!suspended && waiting.isEmpty() && receiver != null) {
            receiver.message(message, false);
            return;
        }
        hold(message.length() + OVERHEAD_BYTES);
        waiting.add(message);
        if (waitingBytes > RtwsParameters.MAX_SUSPENDED_BYTES) {
            throw new MalformedException("more was sent in a flow than there is room for");
        }
    }

    private void deliver() {
        while (sink != null && !suspended) {
            var message = waiting.poll();
            if (message == null) {
                finishIfClosed(sink);
                return;
            }
            hold(-message.length() - OVERHEAD_BYTES);
            sink.message(message, false);
        }
    }

    private void finishIfClosed(FlowSink receiver) {
        if (closed && !finished) {
            finished = true;
            receiver.finished();
        }
    }

    private void clear() {
        forgetPartial();
        waiting.clear();
        hold(-waitingBytes);
    }

    private void hold(int bytes) {
        waitingBytes += bytes;
        flows.held(bytes);
    }

    private void forgetPartial() {
        flows.held(-partialBytes);
        partialBytes = 0;
        partial = NOTHING;
    }
}
