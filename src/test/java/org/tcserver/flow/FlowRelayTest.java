package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** Connections over flows whose clients send each other too much. */
final class FlowRelayTest {
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
                    new QueueLimits(1000, 100_000),
                    new TcFigures(),
                    Duration.ofSeconds(1)),
            FakeTransport.peer(),
            made -> listener);
    private final FakeTransport.Received control = new FakeTransport.Received("54430400", null);

    @BeforeEach
    void connect() {
        connection.flowOpened(control);
        var wakeups = new Wakeups();
        connection.outlet(0).send(Outgoing.permanent(0, command(1)), 0, wakeups);
        wakeups.fire();
        thread.run();
    }

    @AfterEach
    void stop() {
        timers.close();
    }

    private FakeTransport.Received open(String metadata) {
        var flow = new FakeTransport.Received(metadata, transport.flows.getFirst());
        connection.flowOpened(flow);
        return flow;
    }

    private static TcMessage command(int length) {
        return new TcMessage(MessageType.COMMAND_AMF0, 0, Bytes.wrap(new byte[length]));
    }

    /** Other clients cannot fill the queue of this one, nor have it closed. */
    @Test
    void relaysBeyondTheLimitAreDropped() {
        var wakeups = new Wakeups();
        assertTrue(connection.outlet(0).relay(command(60_000), 0, wakeups));
        assertFalse(connection.outlet(0).relay(command(60_000), 0, wakeups));
        connection.sweep(Duration.ofSeconds(60).toNanos());
        thread.run();
        assertEquals(2, transport.flows.getFirst().drain().size());
        assertFalse(transport.closed);
        assertEquals(0, listener.failures);
    }

    @Test
    void commandsWaitWhileTheirSenderIsHeldUpButMediaDoesNot() {
        connection.outlet(1);
        var media = open("54430401");
        var commands = open("54430400");
        listener.holdUpNanos = 1_000_000;
        control.say("140000000000");
        assertTrue(control.suspended && commands.suspended);
        assertFalse(media.suspended);
        var later = open("54430400");
        assertTrue(later.suspended, "another flow is no way around it");
        listener.holdUpNanos = 0;
        thread.runUntil(() -> !control.suspended && !commands.suspended && !later.suspended);
    }

    @Test
    void waitsAgainWhereTheTimerCameTooSoon() {
        listener.holdUpNanos = 1;
        control.say("140000000000");
        int asked = listener.asked;
        thread.runUntil(() -> listener.asked > asked + 2);
        assertTrue(control.suspended);
    }

    private static final class Listener implements TcHandler {
        private long holdUpNanos;
        private int asked;
        private int failures;

        @Override
        public void message(int streamId, TcMessage message) {}

        @Override
        public boolean isCongested(long nowNanos) {
            return false;
        }

        @Override
        public long holdUpNanos(long nowNanos) {
            asked++;
            return holdUpNanos;
        }

        @Override
        public void failed(IOException reason) {
            failures++;
        }

        @Override
        public void closed() {}
    }
}
