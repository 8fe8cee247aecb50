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

/** The receiving flows of a connection, and when what came is acknowledged. Confined to the reading thread. */
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

    /** {@code out} sends messages; {@code later} runs tasks on this thread, soon. */
    ReceivingFlows(Consumer<RtwsMessage> out, Consumer<Runnable> later) {
        this.out = out;
        this.later = later;
    }

    /** Makes a flow that the far end opens. */
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

    /** The client has connected: from now on the limits are those of a client. */
    void connected() {
        connected = true;
    }

    int maxMessageBytes() {
        return connected ? RtwsParameters.MAX_MESSAGE_BYTES : RtwsParameters.MAX_EARLY_MESSAGE_BYTES;
    }

    /** The flow that {@code what} is about. */
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

    /** The far end wants acknowledgements at least so often. */
    void ackWindow(long bytes) {
        ackWindow = Math.max(bytes, RtwsParameters.INITIAL_ACK_WINDOW);
        checkAckWindow();
    }

    /** Sends all acknowledgements, if one of them cannot wait. */
    void acknowledgeIfDue() {
        if (acknowledgeNow) {
            acknowledge();
        }
    }

    /** Whether acknowledgements wait. */
    boolean hasAcknowledgements() {
        return !toAcknowledge.isEmpty();
    }

    /** Sends all acknowledgements that wait. */
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

    /** What all flows hold of messages that are incomplete or wait. */
    long heldBytes() {
        return heldBytes;
    }

    /** What the flows themselves take. */
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
