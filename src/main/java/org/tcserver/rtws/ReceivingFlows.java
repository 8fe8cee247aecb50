package org.tcserver.rtws;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtws.message.FlowCloseAck;
import org.tcserver.rtws.message.RtwsMessage;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** The receiving flows of a connection, and the schedule of their acknowledgements. Confined to the reading thread. */
final class ReceivingFlows {
    private final Consumer<RtwsMessage> out;
    private final Consumer<Runnable> later;
    private final Map<Long, ReceivingFlow> flows = new HashMap<>();
    private final Set<ReceivingFlow> toAcknowledge = new LinkedHashSet<>();
    private boolean acknowledgeNow;
    private long ackWindow = RtwsParameters.INITIAL_ACK_WINDOW;
    private long unacknowledgedBytes;
    private long heldBytes;
    private long flowBytes;
    private boolean connected;

    /** Creates an empty set of flows. {@code out} sends messages; {@code later} runs tasks on this thread, soon. */
    ReceivingFlows(Consumer<RtwsMessage> out, Consumer<Runnable> later) {
        this.out = out;
        this.later = later;
    }

    /** Creates a flow that the far end opens. */
    ReceivingFlow open(long flowId, Bytes metadata, @Nullable SendFlow association) throws MalformedException {
        if (metadata.length() > RtwsParameters.MAX_METADATA_BYTES) {
            throw new MalformedException("flow with too much metadata");
        }
        int limit = connected ? RtwsParameters.MAX_RECEIVING_FLOWS : RtwsParameters.MAX_EARLY_FLOWS;
        if (flows.size() >= limit) {
            throw new MalformedException("more than " + limit + " flows" + (connected ? "" : " before connect"));
        }
        var flow = new ReceivingFlow(this, flowId, metadata, association);
        if (flows.putIfAbsent(flowId, flow) != null) {
            throw new MalformedException("flow ID that is already in use");
        }
        flowBytes += RtwsParameters.FLOW_BYTES + metadata.length();
        ackNow(flow);
        return flow;
    }

    /** Applies the limits of a connected client from now on. */
    void connected() {
        connected = true;
    }

    int maxMessageBytes() {
        return connected ? RtwsParameters.MAX_MESSAGE_BYTES : RtwsParameters.MAX_EARLY_MESSAGE_BYTES;
    }

    /** Returns the flow {@code flowId}. The error text names the message with {@code what}. */
    ReceivingFlow require(long flowId, String what) throws MalformedException {
        var flow = flows.get(flowId);
        if (flow == null) {
            throw new MalformedException(what + " of an unknown flow");
        }
        return flow;
    }

    void receive(long flowId, Bytes data, boolean isLast, int messageLength) throws MalformedException {
        var flow = require(flowId, "data");
        unacknowledgedBytes += messageLength;
        checkAckWindow();
        flow.receive(data, isLast, messageLength);
    }

    void close(long flowId) throws MalformedException {
        var flow = require(flowId, "end");
        flows.remove(flowId);
        flowBytes -= RtwsParameters.FLOW_BYTES + flow.metadata().length();
        flow.closed();
    }

    /** Sets the far end's acknowledgement window: it wants an acknowledgement at least every {@code bytes} bytes. */
    void ackWindow(long bytes) {
        ackWindow = Math.max(bytes, RtwsParameters.INITIAL_ACK_WINDOW);
        checkAckWindow();
    }

    /** Sends all acknowledgements if one of them is urgent. */
    void acknowledgeIfDue() {
        if (acknowledgeNow) {
            acknowledge();
        }
    }

    /** Returns true if acknowledgements are pending. */
    boolean hasAcknowledgements() {
        return !toAcknowledge.isEmpty();
    }

    /** Sends all pending acknowledgements. */
    void acknowledge() {
        acknowledgeNow = false;
        for (var flow : toAcknowledge) {
            out.accept(flow.acknowledgement());
            if (flow.isClosed()) {
                out.accept(new FlowCloseAck(flow.flowId()));
            }
        }
        toAcknowledge.clear();
    }

    /** Returns the bytes of incomplete and waiting messages in all flows. */
    long heldBytes() {
        return heldBytes;
    }

    /** Returns the memory of the flows themselves, in bytes. */
    long flowBytes() {
        return flowBytes;
    }

    void send(RtwsMessage message) {
        out.accept(message);
    }

    void schedule(Runnable task) {
        later.accept(task);
    }

    void held(int moreBytes) {
        heldBytes += moreBytes;
    }

    void ackSoon(ReceivingFlow flow) {
        toAcknowledge.add(flow);
    }

    void ackNow(ReceivingFlow flow) {
        toAcknowledge.add(flow);
        acknowledgeNow = true;
    }

    private void checkAckWindow() {
        if (unacknowledgedBytes >= ackWindow) {
            unacknowledgedBytes %= ackWindow;
            acknowledgeNow = true;
        }
    }
}
