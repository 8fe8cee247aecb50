package org.tcserver.rtws;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtws.message.AbandonMessage;
import org.tcserver.rtws.message.DataAck;
import org.tcserver.rtws.message.FlowClose;
import org.tcserver.rtws.message.FlowCloseAck;
import org.tcserver.rtws.message.FlowException;
import org.tcserver.rtws.message.FlowOpen;
import org.tcserver.rtws.message.Ping;
import org.tcserver.rtws.message.PingReply;
import org.tcserver.rtws.message.ReturnFlowOpen;
import org.tcserver.rtws.message.RtwsMessage;
import org.tcserver.rtws.message.SetAckWindow;
import org.tcserver.rtws.message.UserDataLast;
import org.tcserver.rtws.message.UserDataMore;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The reading thread's view of RTWebSocket: handles the far end's messages and tracks the flows in both directions.
 * Confined to that thread.
 */
final class FlowExchange {
    private final SendingFlows sending;
    private final ReceivingFlows receiving;
    private final Map<Long, SendingFlow> sendingById = new HashMap<>();
    private final Consumer<RecvFlow> opened;
    private long nextFlowId;

    /**
     * Creates an exchange. {@code opened} receives each flow that the far end opens. {@code later} runs tasks on this
     * thread, soon.
     */
    FlowExchange(SendingFlows sending, Consumer<RecvFlow> opened, Consumer<Runnable> later) {
        this.sending = sending;
        this.opened = opened;
        receiving = new ReceivingFlows(sending::send, later);
    }

    ReceivingFlows receiving() {
        return receiving;
    }

    /** Handles one binary WebSocket message from the far end. */
    void receive(Bytes bytes) throws MalformedException {
        switch (RtwsMessage.read(bytes)) {
            case null -> {}
            case UserDataMore(var flowId, var data) -> receiving.receive(flowId, data, false, bytes.length());
            case UserDataLast(var flowId, var data) -> receiving.receive(flowId, data, true, bytes.length());
            case DataAck ack ->
                sending.acknowledged(
                        require(ack.flowId(), "acknowledgement"), ack.deltaByteCount(), ack.bufferAdvertisement());
            case SetAckWindow(var bytesBetween) -> receiving.ackWindow(bytesBetween);
            case AbandonMessage(var flowId, var countMinusOne) ->
                receiving.require(flowId, "abandoned message").abandoned();
            case FlowOpen(var flowId, var metadata) -> opened.accept(receiving.open(flowId, metadata, null));
            case ReturnFlowOpen open -> openedInReturn(open);
            case FlowClose(var flowId) -> receiving.close(flowId);
            case FlowCloseAck(var flowId) -> closeAcknowledged(flowId);
            case FlowException(var flowId, var reasonCode, var description) ->
                require(flowId, "exception").rejected(reasonCode);
            case Ping(var message) -> reply(message);
            case PingReply reply -> {}
        }
    }

    /** Opens a flow to the far end; see {@link org.tcserver.flow.FlowTransport#open}. */
    SendFlow open(Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source) {
        long flowId = nextFlowId++;
        var message = returnAssociation instanceof ReceivingFlow received
                ? new ReturnFlowOpen(flowId, received.flowId(), metadata)
                : new FlowOpen(flowId, metadata);
        var flow = new SendingFlow(sending, flowId, priority, source, message);
        sendingById.put(flowId, flow);
        sending.memory().charge(RtwsParameters.FLOW_BYTES);
        if (sendingById.size() > RtwsParameters.MAX_SENDING_FLOWS) {
            sending.abort("the client leaves too many flows unacknowledged");
        }
        return flow;
    }

    /** Removes a flow that ended before the server announced it to the far end. */
    void unused(SendingFlow flow) {
        forget(flow);
        flow.finished();
    }

    private void forget(SendingFlow flow) {
        if (sendingById.remove(flow.flowId()) != null) {
            sending.memory().release(RtwsParameters.FLOW_BYTES);
        }
    }

    private SendingFlow require(long flowId, String what) throws MalformedException {
        var flow = sendingById.get(flowId);
        if (flow == null) {
            throw new MalformedException(what + " of an unknown flow");
        }
        return flow;
    }

    private void openedInReturn(ReturnFlowOpen open) throws MalformedException {
        var association = sendingById.get(open.returnAssociation());
        var flow = receiving.open(open.flowId(), open.metadata(), association);
        if (association == null || !association.isOpen()) {
            flow.reject(0);
        } else {
            opened.accept(flow);
        }
    }

    private void closeAcknowledged(long flowId) throws MalformedException {
        var flow = require(flowId, "acknowledged end");
        if (!flow.isCloseSent()) {
            throw new MalformedException("acknowledged end of a flow that has not ended");
        }
        forget(flow);
        flow.finished();
    }

    private void reply(Bytes message) throws MalformedException {
        if (message.length() > RtwsParameters.MAX_PING_BYTES) {
            throw new MalformedException("ping of more than " + RtwsParameters.MAX_PING_BYTES + " bytes");
        }
        sending.send(new PingReply(message));
    }
}
