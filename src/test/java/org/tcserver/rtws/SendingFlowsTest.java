package org.tcserver.rtws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.rtws.message.AbandonMessage;
import org.tcserver.rtws.message.DataAck;
import org.tcserver.rtws.message.FlowClose;
import org.tcserver.rtws.message.FlowCloseAck;
import org.tcserver.rtws.message.FlowException;
import org.tcserver.rtws.message.FlowOpen;
import org.tcserver.rtws.message.SetAckWindow;
import org.tcserver.rtws.message.UserDataLast;
import org.tcserver.rtws.message.UserDataMore;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.GopChain;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

class SendingFlowsTest {
    private static final int PLENTY = 1 << 20;
    private static final Bytes METADATA = Bytes.ofHex("54430400");

    private final EngineBench bench = new EngineBench();
    private final ScriptedSource audio = new ScriptedSource();
    private final ScriptedSource video = new ScriptedSource();
    private final SendingFlow audioFlow = bench.open(METADATA, FlowPriority.IMMEDIATE, audio);
    private final SendingFlow videoFlow = bench.open(METADATA, FlowPriority.ROUTINE, video);

    private static Outgoing message(int type, int length, Deadlines deadlines) {
        return Outgoing.expiring(1, new TcMessage(type, 0, Bytes.wrap(new byte[length])), 0, deadlines);
    }

    private static Outgoing permanent(int length) {
        return Outgoing.permanent(1, new TcMessage(MessageType.VIDEO, 0, Bytes.wrap(new byte[length])));
    }

    private void offer(SendingFlow flow, ScriptedSource source, Outgoing out) {
        source.add(out);
        assertTrue(flow.ready(false, new Wakeups()));
    }

    @Test
    void aFlowIsOpenedByItsFirstMessage() {
        assertEquals(List.of(), bench.turn(PLENTY));
        offer(audioFlow, audio, permanent(10));
        var sent = bench.turn(PLENTY);
        assertEquals(2, sent.size());
        assertEquals(new FlowOpen(0, METADATA), sent.get(0));
        assertEquals(
                new UserDataLast(0, Bytes.wrap(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})), sent.get(1));
    }

    @Test
    void fragmentsHave1400Bytes() {
        offer(videoFlow, video, permanent(3_000));
        var sent = bench.turn(PLENTY);
        assertEquals(1400, ((UserDataMore) sent.get(1)).data().length());
        assertEquals(1400, ((UserDataMore) sent.get(2)).data().length());
        assertEquals(3_005 - 2_800, ((UserDataLast) sent.get(3)).data().length());
    }

    @Test
    void audioOvertakesTheRestOfALargeVideoMessage() {
        offer(videoFlow, video, permanent(5_000));
        bench.turn(2_000);
        offer(audioFlow, audio, permanent(10));
        var sent = bench.turn(PLENTY);
        assertEquals(new FlowOpen(0, METADATA), sent.get(0));
        assertEquals(0, ((UserDataLast) sent.get(1)).flowId());
        assertEquals(1, ((UserDataMore) sent.get(2)).flowId());
    }

    @Test
    void flowsOfOnePriorityTakeTurns() {
        var data = new ScriptedSource();
        var dataFlow = bench.open(METADATA, FlowPriority.IMMEDIATE, data);
        offer(audioFlow, audio, permanent(3_000));
        offer(dataFlow, data, permanent(3_000));
        var ids = bench.turn(PLENTY).stream()
                .filter(message -> message instanceof UserDataMore)
                .map(message -> ((UserDataMore) message).flowId())
                .toList();
        assertEquals(List.of(0L, 2L, 0L, 2L), ids);
    }

    @Test
    void theAllowanceIsObeyed() {
        offer(videoFlow, video, permanent(50_000));
        assertTrue(bench.countedIn(3_000) < 3_000 + RtwsParameters.FRAGMENT_BYTES + 2);
        assertEquals(0, bench.countedIn(0));
        assertTrue(bench.hasMore());
    }

    @Test
    void theReceiversBufferIsObeyed() {
        offer(videoFlow, video, permanent(200_000));
        int before = bench.countedIn(PLENTY);
        assertTrue(
                before >= RtwsParameters.INITIAL_BUFFER && before < RtwsParameters.INITIAL_BUFFER + 8,
                before + " bytes");
        assertFalse(bench.hasMore());
        bench.say(new DataAck(1, before, 10_000));
        assertEquals(List.of((long) before), bench.acknowledgedAfterTurn());
        int more = bench.countedIn(PLENTY);
        assertTrue(more >= 10_000 && more < 10_008, more + " bytes");
        bench.say(new DataAck(1, more, 0));
        assertEquals(0, bench.countedIn(PLENTY));
        bench.say(new DataAck(1, 0, 1_000));
        assertTrue(bench.countedIn(PLENTY) >= 1_000);
    }

    @Test
    void aReceiverWithHardlyAnyRoomGetsTheHeadOfAMessageInPieces() {
        bench.say(new DataAck(1, 0, 1));
        offer(videoFlow, video, permanent(3));
        var sent = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            switch (bench.turn(PLENTY).getLast()) {
                case UserDataMore(var flowId, var data) -> sent.append(data.toHex());
                case UserDataLast(var flowId, var data) ->
                    sent.append(data.toHex()).append('.');
                default -> throw new AssertionError("no data");
            }
            bench.say(new DataAck(1, 3, 1));
        }
        assertEquals("0900000000000000.", sent.toString());
    }

    @Test
    void whatIsLateIsGivenUpInItsMiddleAndWhatNeedsItIsDropped() {
        var chain = new GopChain();
        var deadlines = new Deadlines(100, 200, Long.MAX_VALUE);
        var keyframe = new TcMessage(MessageType.VIDEO, 0, Bytes.wrap(new byte[5_000]));
        var frame = new TcMessage(MessageType.VIDEO, 0, Bytes.wrap(new byte[10]));
        offer(videoFlow, video, Outgoing.keyframe(1, keyframe, 0, deadlines, chain));
        offer(videoFlow, video, Outgoing.link(1, frame, 0, new Deadlines(900, 900, Long.MAX_VALUE), chain));
        bench.turn(2_000);
        bench.nowNanos = 200;
        bench.turn(1_000);
        bench.nowNanos = 201;
        assertEquals(List.of(new AbandonMessage(1, 0)), bench.turn(PLENTY));
        assertTrue(chain.isBroken());
        offer(videoFlow, video, permanent(10));
        assertEquals(1, bench.turn(PLENTY).size());
    }

    @Test
    void whatHasNotStartedIsGivenUpWithoutAWord() {
        offer(audioFlow, audio, message(MessageType.AUDIO, 10, new Deadlines(100, 200, Long.MAX_VALUE)));
        bench.nowNanos = 201;
        assertEquals(List.of(), bench.turn(PLENTY));
        assertFalse(bench.hasMore());
    }

    @Test
    void aClosedFlowIsDrainedFirst() {
        offer(videoFlow, video, permanent(2_000));
        videoFlow.close();
        assertFalse(videoFlow.isOpen());
        var sent = bench.turn(PLENTY);
        assertEquals(new FlowClose(1), sent.getLast());
        assertEquals(4, sent.size());
        assertFalse(video.finished);
        bench.say(new DataAck(1, 2_009, 1));
        bench.say(new FlowCloseAck(1));
        assertTrue(video.finished);
        bench.sayWrong(new DataAck(1, 0, 1));
    }

    @Test
    void aFlowThatWasNeverUsedJustEnds() {
        videoFlow.close();
        assertEquals(List.of(), bench.turn(PLENTY));
        assertTrue(video.finished);
        bench.sayWrong(new FlowCloseAck(1));
    }

    @Test
    void aFlowThatIsNotWantedIsClosed() {
        offer(videoFlow, video, permanent(100_000));
        bench.turn(3_000);
        bench.say(new FlowException(1, 7, "no"));
        assertEquals(7, video.rejection);
        bench.say(new FlowException(1, 8, "no"));
        assertEquals(7, video.rejection);
        assertEquals(List.of(new FlowClose(1)), bench.turn(PLENTY));
        bench.say(new FlowCloseAck(1));
        assertFalse(video.finished);
    }

    @Test
    void anEndMustNotBeAcknowledgedBeforehand() {
        offer(videoFlow, video, permanent(10));
        bench.turn(PLENTY);
        bench.sayWrong(new FlowCloseAck(1));
    }

    @Test
    void moreMustNotBeAcknowledgedThanWasSent() {
        offer(videoFlow, video, permanent(10));
        bench.turn(PLENTY);
        bench.say(new DataAck(1, 18, 100));
        bench.turn(PLENTY);
        assertEquals(List.of("more was acknowledged than was sent"), bench.aborts);
    }

    @Test
    void unknownFlows() {
        bench.sayWrong(new DataAck(9, 0, 0));
        bench.sayWrong(new FlowCloseAck(9));
        bench.sayWrong(new FlowException(9, 0, ""));
    }

    @Test
    void acknowledgementsAreAskedForOnceTheyCome() {
        bench.wishAckWindow(4_096);
        assertEquals(List.of(), bench.turn(PLENTY));
        offer(videoFlow, video, permanent(10));
        bench.turn(PLENTY);
        bench.say(new DataAck(1, 10, 100_000));
        bench.turn(PLENTY);
        bench.wishAckWindow(4_096);
        assertEquals(List.of(new SetAckWindow(4_096)), bench.turn(PLENTY));
        bench.wishAckWindow(4_096);
        assertEquals(List.of(), bench.turn(PLENTY));
        bench.wishAckWindow(1_000);
        assertEquals(List.of(new SetAckWindow(RtwsParameters.INITIAL_ACK_WINDOW)), bench.turn(PLENTY));
    }

    @Test
    void nothingFollowsACloseFrame() {
        offer(videoFlow, video, permanent(10));
        bench.close();
        assertEquals(List.of(), bench.turn(PLENTY));
        assertFalse(bench.hasMore());
        assertEquals("880203e8", bench.lastFrame().toHex());
    }

    @Test
    void answersToOneWhoDoesNotReadAreBounded() {
        for (int i = 0; i < 400; i++) {
            bench.ping(RtwsParameters.MAX_PING_BYTES);
        }
        bench.prepare();
        assertEquals("the client takes too little of what answers it", bench.aborts.getFirst());
    }

    @Test
    void tooManyFlowsThatNobodyAcknowledges() {
        for (int i = 0; i < RtwsParameters.MAX_SENDING_FLOWS; i++) {
            bench.open(METADATA, FlowPriority.ROUTINE, new ScriptedSource());
        }
        assertEquals("the client leaves too many flows unacknowledged", bench.aborts.getFirst());
    }

    /** A message that is offered while the loop looks at the flow is not overlooked. */
    @Test
    void messagesThatComeDuringATurnAreSent() {
        offer(videoFlow, video, permanent(10));
        video.onEmpty = () -> offer(videoFlow, video, permanent(20));
        bench.turn(PLENTY);
        video.onEmpty = () -> {};
        assertEquals(1, bench.turn(PLENTY).size());
    }
}
