package org.tcserver.rtws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtws.message.AbandonMessage;
import org.tcserver.rtws.message.DataAck;
import org.tcserver.rtws.message.FlowClose;
import org.tcserver.rtws.message.FlowCloseAck;
import org.tcserver.rtws.message.FlowException;
import org.tcserver.rtws.message.FlowOpen;
import org.tcserver.rtws.message.Ping;
import org.tcserver.rtws.message.ReturnFlowOpen;
import org.tcserver.rtws.message.SetAckWindow;
import org.tcserver.rtws.message.UserDataLast;
import org.tcserver.rtws.message.UserDataMore;
import org.tcserver.wire.Bytes;

class ReceivingFlowsTest {
    private static final int CAPACITY = RtwsParameters.RECEIVE_CAPACITY;
    private static final int PLENTY = 1 << 20;
    private static final Bytes METADATA = Bytes.ofHex("54430400");

    private final EngineBench bench = new EngineBench();

    ReceivingFlowsTest() {
        bench.exchange.receiving().connected();
    }

    private final Heard heard = new Heard();

    /** Records the messages of a flow. */
    private static final class Heard implements FlowSink {
        final List<String> messages = new ArrayList<>();
        Runnable onMessage = () -> {};
        boolean finished;

        @Override
        public void message(Bytes message, boolean late) {
            messages.add(message.length() > 8 ? message.length() + " bytes" : message.toHex());
            onMessage.run();
        }

        @Override
        public void finished() {
            finished = true;
        }
    }

    private RecvFlow open(long flowId) {
        bench.say(new FlowOpen(flowId, METADATA));
        var flow = bench.opened.getLast();
        flow.accept(heard);
        bench.turn(PLENTY);
        return flow;
    }

    private void data(long flowId, String hex) {
        bench.say(new UserDataLast(flowId, Bytes.ofHex(hex)));
    }

    private void more(long flowId, String hex) {
        bench.say(new UserDataMore(flowId, Bytes.ofHex(hex)));
    }

    @Test
    void aFlowIsAcknowledgedAsItOpens() {
        bench.say(new FlowOpen(3, METADATA));
        assertEquals(METADATA, bench.opened.getFirst().metadata());
        assertNull(bench.opened.getFirst().association());
        assertEquals(List.of(new DataAck(3, 0, CAPACITY)), bench.turn(PLENTY));
    }

    @Test
    void fragmentsBecomeMessages() {
        open(3);
        open(4);
        more(3, "01");
        more(3, "0203");
        data(4, "ff");
        data(3, "04");
        data(3, "05");
        data(3, "");
        assertEquals(List.of("ff", "01020304", "05", ""), heard.messages);
        assertEquals(0, bench.exchange.receiving().heldBytes());
    }

    @Test
    void abandonedMessagesAreForgotten() {
        open(3);
        more(3, "01");
        bench.say(new AbandonMessage(3, 0));
        assertEquals(List.of(new DataAck(3, 3, CAPACITY)), bench.turn(PLENTY));
        data(3, "02");
        bench.say(new AbandonMessage(3, 5));
        data(3, "03");
        assertEquals(List.of("02", "03"), heard.messages);
    }

    @Test
    void acknowledgementsAreDueByTheWindow() {
        open(3);
        open(4);
        bench.say(new UserDataLast(4, Bytes.EMPTY));
        bench.say(new UserDataLast(3, Bytes.wrap(new byte[2_795])));
        assertEquals(List.of(), bench.turn(PLENTY));
        bench.say(new UserDataLast(3, Bytes.wrap(new byte[1])));
        assertEquals(
                List.of(new DataAck(4, 2, CAPACITY), new DataAck(3, 2_800, CAPACITY)),
                bench.turn(PLENTY),
                "all that wait, at once");
        bench.say(new SetAckWindow(10_000));
        bench.say(new UserDataLast(3, Bytes.wrap(new byte[9_990])));
        assertEquals(List.of(), bench.turn(PLENTY));
        bench.say(new SetAckWindow(0));
        assertEquals(1, bench.turn(PLENTY).size(), "no less than 2800");
    }

    @Test
    void acknowledgementsThatCanWaitDo() {
        open(3);
        data(3, "01");
        assertTrue(bench.exchange.receiving().hasAcknowledgements());
        bench.exchange.receiving().acknowledge();
        assertEquals(List.of(new DataAck(3, 3, CAPACITY)), bench.turn(PLENTY));
    }

    @Test
    void halfTheBufferIsAcknowledgedAtOnce() {
        open(3);
        bench.say(new SetAckWindow(1L << 40));
        bench.say(new UserDataMore(3, Bytes.wrap(new byte[CAPACITY / 2])));
        assertEquals(1, bench.turn(PLENTY).size());
    }

    @Test
    void aSuspendedFlowTakesLess() {
        var flow = open(3);
        heard.onMessage = flow::suspend;
        data(3, "01");
        data(3, "02");
        data(3, "03");
        assertEquals(List.of("01"), heard.messages);
        bench.exchange.receiving().acknowledge();
        var ack = (DataAck) bench.turn(PLENTY).getFirst();
        assertTrue(ack.bufferAdvertisement() < CAPACITY && ack.bufferAdvertisement() > CAPACITY - 500, ack::toString);
        heard.onMessage = () -> {};
        flow.resume();
        assertEquals(List.of("01"), heard.messages, "not within the call");
        bench.settle();
        assertEquals(List.of("01", "02", "03"), heard.messages);
        assertEquals(List.of(new DataAck(3, 0, CAPACITY)), bench.turn(PLENTY));
        assertEquals(0, bench.exchange.receiving().heldBytes());
    }

    @Test
    void aClosedFlowIsAcknowledgedAndItsIdFree() {
        open(3);
        data(3, "01");
        more(3, "02");
        bench.say(new FlowClose(3));
        assertTrue(heard.finished);
        assertEquals(List.of(new DataAck(3, 6, CAPACITY), new FlowCloseAck(3)), bench.turn(PLENTY));
        bench.sayWrong(new UserDataLast(3, Bytes.EMPTY));
        open(3);
    }

    @Test
    void aSuspendedFlowThatIsClosedIsDeliveredYet() {
        var flow = open(3);
        flow.suspend();
        data(3, "01");
        bench.say(new FlowClose(3));
        assertEquals(List.of(), heard.messages);
        flow.resume();
        bench.settle();
        assertEquals(List.of("01"), heard.messages);
        assertTrue(heard.finished);
    }

    @Test
    void rejectedFlowsAreToldAndStillAcknowledged() {
        var flow = open(3);
        more(3, "01");
        flow.reject(5);
        bench.settle();
        assertEquals(List.of(new FlowException(3, 5, ""), new DataAck(3, 3, 0)), bench.turn(PLENTY));
        data(3, "02");
        assertEquals(List.of(), heard.messages);
        assertEquals(List.of(new DataAck(3, 3, 0)), bench.turn(PLENTY));
        bench.say(new FlowClose(3));
        assertEquals(List.of(new DataAck(3, 0, 0), new FlowCloseAck(3)), bench.turn(PLENTY));
    }

    @Test
    void returnFlowsBelongToFlowsOfOurs() {
        var ours = bench.open(METADATA, FlowPriority.IMMEDIATE, new ScriptedSource());
        bench.say(new ReturnFlowOpen(7, 0, METADATA));
        assertSame(ours, bench.opened.getFirst().association());
        bench.turn(PLENTY);
        bench.say(new ReturnFlowOpen(8, 99, METADATA));
        assertEquals(1, bench.opened.size());
        assertEquals(new FlowException(8, 0, ""), bench.turn(PLENTY).getFirst());
        ours.close();
        bench.say(new ReturnFlowOpen(9, 0, METADATA));
        assertEquals(1, bench.opened.size());
    }

    @Test
    void whatBreaksTheRules() {
        open(3);
        bench.sayWrong(new FlowOpen(3, METADATA));
        bench.sayWrong(new ReturnFlowOpen(3, 0, METADATA));
        bench.sayWrong(new UserDataLast(4, Bytes.EMPTY));
        bench.sayWrong(new UserDataMore(4, Bytes.EMPTY));
        bench.sayWrong(new AbandonMessage(4, 0));
        bench.sayWrong(new FlowClose(4));
        bench.sayWrong(new FlowOpen(5, Bytes.wrap(new byte[RtwsParameters.MAX_METADATA_BYTES + 1])));
        bench.sayWrong(new Ping(Bytes.wrap(new byte[RtwsParameters.MAX_PING_BYTES + 1])));
    }

    @Test
    void flowsAreCounted() {
        for (int i = 0; i < RtwsParameters.MAX_RECEIVING_FLOWS; i++) {
            bench.say(new FlowOpen(i, METADATA));
        }
        bench.sayWrong(new FlowOpen(RtwsParameters.MAX_RECEIVING_FLOWS, METADATA));
    }

    @Test
    void messagesHaveALimit() {
        open(3);
        var half = Bytes.wrap(new byte[1 << 23]);
        bench.say(new UserDataMore(3, half));
        assertEquals(1 << 24, bench.exchange.receiving().heldBytes(), "there is room for as much again");
        bench.say(new UserDataMore(3, half));
        bench.sayWrong(new UserDataLast(3, Bytes.wrap(new byte[17])));
        bench.say(new UserDataLast(3, Bytes.wrap(new byte[16])));
        assertEquals(List.of((1 << 24) + 16 + " bytes"), heard.messages);
    }

    @Test
    void aSuspendedFlowHoldsNoMoreThanItHasRoomFor() {
        open(3).suspend();
        for (int i = 0; i < 3; i++) {
            bench.say(new UserDataLast(3, Bytes.wrap(new byte[CAPACITY])));
        }
        for (int i = 0; i < 6; i++) {
            bench.say(new UserDataLast(3, Bytes.wrap(new byte[CAPACITY])));
        }
        bench.sayWrong(new UserDataLast(3, Bytes.wrap(new byte[2 * CAPACITY])));
    }

    @Test
    void allowsNineFlowsBeforeConnect() {
        var early = new EngineBench();
        for (int flowId = 0; flowId < RtwsParameters.MAX_EARLY_FLOWS; flowId++) {
            early.say(new FlowOpen(flowId, Bytes.EMPTY));
        }
        var tooMany = new FlowOpen(RtwsParameters.MAX_EARLY_FLOWS, Bytes.EMPTY);
        assertThrows(UncheckedIOException.class, () -> early.say(tooMany));
    }

    @Test
    void limitsMessagesBeforeConnect() {
        var early = new EngineBench();
        early.say(new FlowOpen(0, Bytes.EMPTY));
        early.say(new UserDataMore(0, Bytes.wrap(new byte[RtwsParameters.MAX_EARLY_MESSAGE_BYTES])));
        var oneByte = new UserDataMore(0, Bytes.wrap(new byte[1]));
        assertThrows(UncheckedIOException.class, () -> early.say(oneByte));
    }
}
