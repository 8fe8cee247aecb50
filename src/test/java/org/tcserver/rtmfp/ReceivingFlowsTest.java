package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowSink;
import org.tcserver.rtmfp.chunk.DataAcknowledgementRanges;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.SequenceRange;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ReceivingFlowsTest {
    private static final FlowSink NOWHERE = new FlowSink() {
        @Override
        public void message(Bytes message, boolean late) {}

        @Override
        public void finished() {}
    };

    private final LongAdder held = new LongAdder();

    private ReceivingFlows flows(Consumer<ReceivingFlow> user) {
        return new ReceivingFlows(new SendingFlows(() -> {}, new RtmfpFigures()), held::add, user, () -> {});
    }

    private static UserData data(long flowId, long number, boolean isFinal) {
        var options = new FlowOptions(Bytes.ofUtf8("live"), null).toOptionList();
        var fragment = new UserFragment(FragmentControl.WHOLE, false, isFinal, options, Bytes.wrap(new byte[1000]));
        return new UserData(flowId, number, number, fragment);
    }

    @Test
    void flowsThatWereRefusedKeepNoSession() throws MalformedException {
        var flows = flows(flow -> {});
        for (int number = 2; number < 1000; number += 2) {
            flows.receive(data(1, number, false), 1);
        }
        assertTrue(flows.isEmpty());
        flows.receive(data(1, 1000, true), 1);
        assertTrue(flows.isEmpty(), "complete, though it was never accepted");
        flows.advance(RtmfpParameters.RECEIVE_LINGER_NANOS + 1);
        assertTrue(flows.isEmpty());
        assertEquals(0, held.sum());
    }

    @Test
    void anAcceptedFlowKeepsIt() throws MalformedException {
        var flows = flows(flow -> flow.accept(NOWHERE));
        flows.receive(data(1, 1, false), 1);
        assertFalse(flows.isEmpty());
        flows.receive(data(1, 2, true), 1);
        assertTrue(flows.isEmpty(), "it lingers");
    }

    @Test
    void whatASuspendedFlowNeverDeliveredIsGivenBack() throws MalformedException {
        var flows = flows(flow -> {
            flow.accept(NOWHERE);
            flow.suspend();
        });
        flows.receive(data(1, 1, false), 1);
        flows.receive(data(1, 2, true), 1);
        assertTrue(held.sum() > 2000);
        flows.advance(RtmfpParameters.RECEIVE_LINGER_NANOS + 1);
        assertEquals(0, held.sum());
    }

    @Test
    void acknowledgementsThatAreLeftAreDueAtOnce() throws MalformedException {
        var flows = flows(flow -> flow.accept(NOWHERE));
        assertEquals(Clock.NEVER, flows.acknowledger().deadlineNanos());
        for (int flowId = 1; flowId <= 500; flowId++) {
            flows.receive(data(flowId, 1, false), 1);
        }
        int packets = 0;
        while (flows.acknowledger().deadlineNanos() <= 1) {
            flows.acknowledger().fill(new DataPacket(1200));
            packets++;
        }
        assertTrue(packets > 1 && packets < 20, packets + " packets");
        assertEquals(Clock.NEVER, flows.acknowledger().deadlineNanos());
    }

    /** Some senders ignore bitmaps, though these would be shorter for gaps like those here. */
    @Test
    void acknowledgesScatteredFragmentsByRanges() throws MalformedException {
        var accepted = new ArrayList<ReceivingFlow>();
        var flows = flows(flow -> {
            accepted.add(flow);
            flow.accept(NOWHERE);
        });
        for (int number : List.of(1, 3, 4, 6, 9, 11)) {
            flows.receive(data(1, number, false), 1);
        }
        var ack = assertInstanceOf(
                DataAcknowledgementRanges.class, accepted.getFirst().acknowledgement(100));
        var expected = List.of(
                new SequenceRange(3, 4), new SequenceRange(6, 6), new SequenceRange(9, 9), new SequenceRange(11, 11));
        assertEquals(expected, ack.ranges());
    }

    @Test
    void flowsAndTheirGapsCountToo() throws MalformedException {
        var flows = flows(flow -> {});
        for (int flowId = 1; flowId <= 1000; flowId++) {
            flows.receive(data(flowId, 1, false), 1);
        }
        assertTrue(flows.bufferedBytes() >= 1000 * RtmfpParameters.FLOW_OVERHEAD, flows.bufferedBytes() + " bytes");
        var gaps = suspended(held::add);
        gaps.receive(data(1, 1, false), 1);
        long before = gaps.bufferedBytes();
        for (int number = 3; number < 300; number += 2) {
            gaps.receive(data(1, number, false), 1);
        }
        long fragments = 149L * (1000 + RtmfpParameters.FRAGMENT_OVERHEAD);
        assertTrue(gaps.bufferedBytes() - before > fragments + 149 * 16, gaps.bufferedBytes() + " bytes");
        flows.abort();
        gaps.abort();
        assertEquals(0, held.sum());
    }

    private static ReceivingFlows suspended(LongConsumer held) {
        return new ReceivingFlows(
                new SendingFlows(() -> {}, new RtmfpFigures()),
                held,
                flow -> {
                    flow.accept(NOWHERE);
                    flow.suspend();
                },
                () -> {});
    }
}
