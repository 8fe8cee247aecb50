package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.RecvFlow;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

final class FlowTransferTest {
    private final SimulatedNetwork network = new SimulatedNetwork(2).everywhere(new SimulatedLink().delayMillis(20));
    private final SimulatedPeer client = network.addPeer(1);
    private final SimulatedPeer server = network.addPeer(2);

    @BeforeEach
    void open() {
        client.open(server);
        network.runMillis(200);
    }

    @Test
    void carriesAMessage() {
        client.session().openFlow("x", FlowPriority.IMMEDIATE).send(Bytes.ofUtf8("hello"));
        network.runMillis(25);
        assertEquals(
                List.of(Bytes.ofUtf8("hello")), server.session().receiver("x").messages());
    }

    @Test
    void carriesMessagesOfAllLengthsInOrder() {
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        var sent = new ArrayList<Bytes>();
        for (int length : new int[] {0, 1, 1100, 1160, 1165, 1170, 1175, 1180, 1200, 2400, 100_000, 5, 0, 3_000_000}) {
            sent.add(pattern(length));
        }
        sent.forEach(source::send);
        network.runMillis(30_000);
        assertEquals(sent, server.session().receiver("x").messages());
    }

    @Test
    void endsWhenTheSourceIsDrained() {
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        source.send(pattern(50_000));
        source.flow().close();
        network.runMillis(3000);

        var receiver = server.session().receiver("x");
        assertEquals(1, receiver.arrivals.size());
        assertTrue(receiver.finished);
        assertFalse(source.flow().isOpen());
    }

    @Test
    void aFlowWithoutMessagesEndsUnseen() {
        client.session().openFlow("x", FlowPriority.IMMEDIATE).flow().close();
        network.runMillis(500);
        assertTrue(server.session().receivers.isEmpty());
    }

    @Test
    void tooManyFlowsEndTheSession() {
        for (int i = 0; i <= RtmfpParameters.MAX_SENDING_FLOWS; i++) {
            assertFalse(client.session().closed);
            client.session().openFlow("x", FlowPriority.IMMEDIATE).send(pattern(1));
        }
        network.runMillis(25);
        assertEquals("too many flows are not acknowledged", client.session().closeReason);
        assertTrue(server.session().closed);
    }

    @Test
    void aRejectedFlowIsClosed() {
        server.session().acceptsFlows = false;
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        source.sendForEver(pattern(500));
        network.runMillis(500);

        assertEquals(0, source.rejectedWith);
        assertFalse(source.flow().isOpen());
        int pulled = source.pulled;
        network.runMillis(500);
        assertEquals(pulled, source.pulled);
    }

    @Test
    void aFlowCanBeRejectedLater() {
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        source.send(pattern(10));
        network.runMillis(100);
        server.session().receiver("x").flow.reject(77);
        network.runMillis(100);
        assertEquals(77, source.rejectedWith);
    }

    @Test
    void answersAreAssociated() {
        client.session().openFlow("question", FlowPriority.IMMEDIATE).send(pattern(1));
        network.runMillis(100);
        var question = server.session().receiver("question").flow;
        var answer = new ScriptedSource();
        answer.attach(server.session().session.open(Bytes.ofUtf8("answer"), question, FlowPriority.IMMEDIATE, answer));
        answer.send(pattern(2));
        network.runMillis(100);

        RecvFlow received = client.session().receiver("answer").flow;
        assertTrue(received.association() != null && received.association().isOpen());
        assertNull(question.association());
    }

    @Test
    void anAnswerToAClosedFlowIsRejected() {
        var questionSource = client.session().openFlow("question", FlowPriority.IMMEDIATE);
        questionSource.send(pattern(1));
        network.runMillis(100);
        var question = server.session().receiver("question").flow;
        questionSource.flow().close();
        var answer = new ScriptedSource();
        answer.attach(server.session().session.open(Bytes.ofUtf8("answer"), question, FlowPriority.IMMEDIATE, answer));
        answer.send(pattern(2));
        network.runMillis(1000);
        assertEquals(0, answer.rejectedWith);
    }

    @Test
    void aSuspendedFlowStopsItsSenderAndGoesOn() {
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        source.send(pattern(10));
        network.runMillis(100);
        var receiver = server.session().receiver("x");
        receiver.flow.suspend();
        source.sendForEver(pattern(5000));
        network.runMillis(10_000);

        assertEquals(1, receiver.arrivals.size());
        assertTrue(source.pulled < 80, "pulled " + source.pulled);
        source.stop();
        receiver.flow.resume();
        network.runMillis(70_000);
        assertEquals(source.pulled, receiver.arrivals.size());
    }

    @Test
    void theImmediateGoesBeforeTheRoutine() {
        network.link(client, server, new SimulatedLink().delayMillis(20).bottleneck(1_000_000, 20_000));
        var video = client.session().openFlow("video", FlowPriority.ROUTINE);
        video.sendForEver(pattern(20_000));
        network.runMillis(5000);
        var audio = client.session().openFlow("audio", FlowPriority.IMMEDIATE);
        audio.send(pattern(100));
        long sent = network.nowNanos();
        network.runMillis(1000);
        var arrivals = server.session().receiver("audio").arrivals;
        assertEquals(1, arrivals.size());
        long millis = (arrivals.getFirst().nanos() - sent) / 1_000_000;
        assertTrue(millis < 250, "took " + millis + " ms");
    }

    @Test
    void sessionsCloseInAgreement() {
        client.session().openFlow("x", FlowPriority.IMMEDIATE).send(pattern(1));
        network.runMillis(100);
        client.session().session.close();
        network.runMillis(100);
        assertTrue(server.session().closed);
        assertNull(server.session().closeReason);
        assertTrue(client.endpoint().sessions().isEmpty());

        network.runMillis(20_000);
        assertTrue(server.endpoint().sessions().isEmpty());
    }

    @Test
    void aSessionWithoutFlowsIsClosed() {
        network.runMillis(121_000);
        assertTrue(server.session().closed);
        assertTrue(client.session().closed);
    }

    @Test
    void keepAlivePingsHoldASessionWithFlows() {
        client.session().openFlow("x", FlowPriority.IMMEDIATE).send(pattern(1));
        network.runMillis(600_000);
        assertTrue(server.session().session.isOpen());
        assertTrue(client.session().session.isOpen());
    }

    @Test
    void aDeadFarEndIsNoticed() {
        client.session().openFlow("x", FlowPriority.IMMEDIATE).send(pattern(1));
        network.runMillis(1000);
        network.everywhere(new SimulatedLink().loss(1));
        network.runMillis(30_000);
        assertFalse(server.session().closed);
        network.runMillis(15_000);
        assertTrue(server.session().closed);
    }

    @Test
    void aMovedFarEndIsFollowed() {
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        source.send(pattern(1));
        network.runMillis(100);
        var oldPath = client.path();
        client.moveTo(new InetSocketAddress("10.0.0.99", 5555));
        source.send(pattern(2));
        network.runMillis(500);

        assertEquals(List.of(oldPath), server.session().oldPaths);
        assertEquals(client.path(), server.session().session.path());
        assertEquals(2, server.session().receiver("x").arrivals.size());
    }

    static Bytes pattern(int length) {
        var out = new ByteWriter(Math.max(1, length));
        for (int i = 0; i < length; i++) {
            out.u8(i * 31 + (i >> 8) + length);
        }
        return out.toBytes();
    }
}
