package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.testing.TestMemory;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;
import org.tcserver.wire.Bytes;

final class FlowConnectionTest {
    private static final Deadlines LONG = new Deadlines(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);

    private final Timers timers = new Timers();
    private final FakeTransport transport = new FakeTransport();
    private final TestThread thread = new TestThread();
    private final Listener listener = new Listener();
    private final FlowConnection connection = new FlowConnection(
            transport,
            thread,
            new FlowEnvironment(
                    Clock.SYSTEM,
                    timers,
                    TestMemory.budget(1 << 20),
                    new QueueLimits(1000),
                    new TcFigures(),
                    Duration.ofSeconds(1)),
            FakeTransport.peer(),
            made -> listener);
    private final FakeTransport.Received control = new FakeTransport.Received("54430400", null);

    FlowConnectionTest() {
        transport.onClose = () -> connection.transportClosed(null);
    }

    @AfterEach
    void stop() {
        timers.close();
    }

    private void connect() {
        connection.flowOpened(control);
        send(0, message(MessageType.COMMAND_AMF0, "00"));
    }

    private void send(int streamId, TcMessage message) {
        var wakeups = new Wakeups();
        connection.outlet(streamId).send(Outgoing.permanent(streamId, message), 0, wakeups);
        wakeups.fire();
        thread.run();
    }

    private FakeTransport.Received open(String metadata) {
        var flow = new FakeTransport.Received(metadata, transport.flows.getFirst());
        connection.flowOpened(flow);
        return flow;
    }

    private static TcMessage message(int type, String hex) {
        return new TcMessage(type, 7, Bytes.ofHex(hex));
    }

    @Test
    void theFirstFlowIsTheControlFlow() {
        connection.flowOpened(control);
        control.say("1400000001aa");
        assertEquals(List.of("control", "0: 20 1 aa"), listener.heard);
    }

    @Test
    void otherFlowsBelongToStreams() {
        connect();
        connection.outlet(5);
        assertFalse(open("54430405").rejected);
        assertTrue(open("54430406").rejected, "no such stream");
        assertTrue(open("1234").rejected, "not for TC");
        var stray = new FakeTransport.Received("54430405", null);
        connection.flowOpened(stray);
        assertTrue(stray.rejected, "no association");
        var second = new FakeTransport.Received("54430400", null);
        connection.flowOpened(second);
        assertTrue(second.rejected, "a second control flow");
    }

    @Test
    void networkOrderHasAWindow() {
        connect();
        connection.outlet(5);
        var flow = open("54430505");
        assertEquals(Duration.ofSeconds(1), flow.window);
        flow.receiver().message(Bytes.ofHex("0800000002bb"), true);
        assertEquals("late 5: 8 2 bb", listener.heard.getLast());
    }

    @Test
    void nothingIsSentBeforeTheControlFlow() {
        send(0, message(MessageType.COMMAND_AMF0, "aa"));
        assertTrue(transport.flows.isEmpty());
        connection.flowOpened(control);
        thread.run();
        assertEquals(1, transport.flows.size());
    }

    @Test
    void eachKindHasItsFlow() {
        connect();
        send(3, message(MessageType.DATA_AMF0, "01"));
        send(3, message(MessageType.VIDEO, "02"));
        send(3, message(MessageType.AUDIO, "03"));
        send(3, message(MessageType.AUDIO, "04"));

        assertEquals(4, transport.flows.size());
        assertEquals(List.of("140000000700"), transport.flows.get(0).drain());
        assertEquals(List.of("120000000701"), transport.flows.get(1).drain());
        assertEquals(List.of("090000000702"), transport.flows.get(2).drain());
        assertEquals(
                List.of("080000000703", "080000000704"), transport.flows.get(3).drain());
        assertEquals(FlowPriority.ROUTINE, transport.flows.get(2).priority);
        assertEquals(Bytes.ofHex("54430403"), transport.flows.get(3).metadata);
        for (var flow : transport.flows) {
            assertSame(control, flow.association);
        }
    }

    /** A message offered to the transport directly does not wake the connection's thread. */
    @Test
    void aTransportMayBeToldOfMessagesDirectly() {
        connect();
        send(3, message(MessageType.AUDIO, "03"));
        var flow = transport.flows.get(1);
        assertEquals(List.of(), flow.reports, "told by the thread when it opened");
        flow.takesReports = true;
        var wakeups = new Wakeups();
        connection.outlet(3).send(Outgoing.expiring(3, message(MessageType.AUDIO, "04"), 0, LONG), 0, wakeups);
        connection.outlet(3).send(Outgoing.permanent(3, message(MessageType.AUDIO, "05")), 0, wakeups);
        assertEquals(List.of(false, true), flow.reports);
        assertTrue(thread.isIdle());
        assertEquals(3, flow.drain().size());
    }

    @Test
    void sweepsLateMessages() {
        connect();
        transport.flows.getFirst().drain();
        var wakeups = new Wakeups();
        var outlet = connection.outlet(3);
        outlet.send(Outgoing.expiring(3, message(MessageType.AUDIO, "04"), 0, new Deadlines(10, 10, 1000)), 0, wakeups);
        connection.sweep(11);
        thread.run();
        assertEquals(List.of("control"), listener.heard);
        assertEquals(1, transport.flows.size(), "nothing is left to send");
    }

    @Test
    void aClientThatTakesNothingIsGivenUp() {
        connect();
        var large = new TcMessage(MessageType.COMMAND_AMF0, 0, Bytes.wrap(new byte[40_000]));
        send(0, large);
        connection.sweep(1);
        thread.run();
        assertEquals(List.of("control"), listener.heard);
        connection.sweep(Duration.ofSeconds(11).toNanos());
        thread.run();
        assertEquals("failed the client takes too little of what may not be dropped", listener.heard.get(1));
        assertTrue(transport.closed);
    }

    @Test
    void synchronizesAudioAndData() {
        connect();
        var wakeups = new Wakeups();
        connection.outlet(3).synchronize(0, wakeups);
        thread.run();
        assertEquals(1, transport.flows.size(), "nothing was sent yet");
        send(3, message(MessageType.DATA_AMF0, "01"));
        send(3, message(MessageType.AUDIO, "03"));
        connection.outlet(3).synchronize(0, wakeups);
        var barrier = "040000000000220000000000000002";
        assertEquals(barrier, transport.flows.get(1).drain().getLast());
        assertEquals(barrier, transport.flows.get(2).drain().getLast());
    }

    @Test
    void honoursBarriers() {
        connect();
        connection.outlet(5);
        var audio = open("54430405");
        var data = open("54430405");
        audio.say("040000000000220000000100000002");
        assertTrue(audio.suspended);
        data.say("040000000000220000000200000002");
        assertTrue(data.suspended);
        control.say("040000000000220000000100000002");
        assertFalse(audio.suspended);
        assertTrue(data.suspended);
        assertFalse(control.suspended);
    }

    @Test
    void ignoresWhatIsForChunkStreamsAndWhatIsTooShort() {
        connect();
        control.say("010000000000000080");
        control.say("0400");
        control.say("");
        assertEquals(List.of("control"), listener.heard);
    }

    @Test
    void aProtocolErrorClosesTheConnection() {
        connect();
        listener.error = new IOException("what?");
        control.say("1400000001aa");
        thread.run();
        assertEquals(List.of("control", "failed what?", "closed"), listener.heard);
    }

    @Test
    void closingSendsWhatIsQueued() {
        connect();
        send(3, message(MessageType.AUDIO, "03"));
        connection.close();
        thread.run();
        assertEquals(List.of("control", "closed"), listener.heard);
        assertFalse(transport.flows.get(0).open);
        assertFalse(transport.flows.get(1).open);
        assertEquals(List.of("080000000703"), transport.flows.get(1).drain());
        transport.flows.get(0).source.finished();
        assertFalse(transport.closed);
        transport.flows.get(1).source.finished();
        assertTrue(transport.closed);
        connection.close();
        thread.run();
        assertEquals(List.of("control", "closed"), listener.heard);
    }

    @Test
    void closingDoesNotWaitForWhatWasRejected() {
        connect();
        send(3, message(MessageType.AUDIO, "03"));
        transport.flows.get(1).source.rejected(0);
        connection.close();
        thread.run();
        transport.flows.getFirst().source.finished();
        assertTrue(transport.closed);
    }

    @Test
    void closingBeforeItBeganIsAtOnce() {
        connection.close();
        thread.run();
        assertTrue(transport.closed);
        assertEquals(List.of("closed"), listener.heard);
    }

    @Test
    void theEndOfTheControlFlowIsTheEnd() {
        connect();
        control.receiver().finished();
        thread.run();
        assertEquals(List.of("control", "closed"), listener.heard);
    }

    @Test
    void aRejectedControlFlowIsTheEndAndAnotherIsNot() {
        connect();
        send(3, message(MessageType.AUDIO, "03"));
        transport.flows.get(1).source.rejected(0);
        thread.run();
        assertEquals(List.of("control"), listener.heard);
        transport.flows.get(0).source.rejected(0);
        thread.run();
        assertEquals(List.of("control", "closed"), listener.heard);
    }

    @Test
    void aFinishedStreamClosesItsFlows() {
        connect();
        send(3, message(MessageType.AUDIO, "03"));
        connection.outlet(3).finish();
        thread.run();
        assertFalse(transport.flows.get(1).open);
        assertTrue(transport.flows.get(0).open);
    }

    @Test
    void tooMuchThatMayNotBeDroppedEndsTheConnection() {
        connect();
        for (int i = 0; i < 30; i++) {
            send(0, new TcMessage(MessageType.COMMAND_AMF0, 0, Bytes.wrap(new byte[100])));
        }
        assertTrue(transport.closed);
        assertEquals(
                List.of("control", "failed the client takes too little of what may not be dropped", "closed"),
                listener.heard);
    }

    @Test
    void aCongestedPublisherIsSuspendedButItsControlFlowIsNot() {
        connect();
        connection.outlet(5);
        var video = open("54430405");
        listener.congested = true;
        video.say("0900000001aa");
        assertTrue(video.suspended);
        assertFalse(control.suspended);
        listener.congested = false;
        thread.runUntil(() -> !video.suspended);
    }

    @Test
    void tellsOfChangesAndLimits() {
        connect();
        transport.farAddress = "192.0.2.2:2000";
        connection.addressChanged();
        connection.introduced("192.0.2.3:3000");
        connection.limitExtraDelay(Duration.ofMillis(80));
        thread.run();
        assertEquals("192.0.2.2:2000", connection.farAddress());
        assertEquals(List.of("control", "moved from 192.0.2.1:1000", "introduced 192.0.2.3:3000"), listener.heard);
        assertEquals(List.of(Duration.ofMillis(80)), transport.limits);
    }

    @Test
    void aBrokenTransportTellsWhy() {
        connect();
        connection.transportClosed("too many flows");
        assertEquals(List.of("control", "failed too many flows", "closed"), listener.heard);
        connection.execute(() -> listener.heard.add("never"));
        thread.run();
        assertEquals("closed", listener.heard.getLast());
    }

    private static final class Listener implements TcHandler {
        final List<String> heard = new ArrayList<>();
        private @Nullable IOException error;
        private volatile boolean congested;

        @Override
        public void message(int streamId, TcMessage message) throws IOException {
            if (error != null) {
                throw error;
            }
            heard.add(streamId + ": " + message.type() + " " + message.timestamp() + " "
                    + message.payload().toHex());
        }

        @Override
        public void lateMessage(int streamId, TcMessage message) throws IOException {
            message(streamId, message);
            heard.set(heard.size() - 1, "late " + heard.getLast());
        }

        @Override
        public void addressChanged(String oldAddress) {
            heard.add("moved from " + oldAddress);
        }

        @Override
        public void controlAccepted() {
            heard.add("control");
        }

        @Override
        public void introduced(String initiator) {
            heard.add("introduced " + initiator);
        }

        @Override
        public boolean isCongested(long nowNanos) {
            return congested;
        }

        @Override
        public void failed(IOException reason) {
            heard.add("failed " + reason.getMessage());
        }

        @Override
        public void closed() {
            heard.add("closed");
        }
    }
}
