package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

class OutgoingTest {
    private static final Deadlines DEADLINES = new Deadlines(1000, 1100, 4000);

    private final GopChain chain = new GopChain();
    private final List<Outgoing> group = group(5);

    private List<Outgoing> group(int length) {
        var message = new TcMessage(MessageType.VIDEO, 0, Bytes.ofHex("270100"));
        var messages = new ArrayList<Outgoing>();
        messages.add(Outgoing.keyframe(1, message, 0, DEADLINES, chain));
        while (messages.size() < length) {
            messages.add(Outgoing.link(1, message, 0, DEADLINES, chain));
        }
        return messages;
    }

    private List<Boolean> lateToFinish(long nowNanos) {
        return group.stream().map(out -> out.isLateToFinish(nowNanos)).toList();
    }

    @Test
    void whatFollowsAnAbandonedMessageIsLateAndWhatPrecedesItIsNot() {
        group.get(2).abandon();
        assertEquals(List.of(false, false, false, true, true), lateToFinish(1));
        assertTrue(group.get(3).isLateToStart(1));
        assertTrue(chain.isBroken());
        group.get(4).abandon();
        assertEquals(List.of(false, false, false, true, true), lateToFinish(1), "the first break counts");
        group.get(1).abandon();
        assertEquals(List.of(false, false, true, true, true), lateToFinish(1));
    }

    @Test
    void aBrokenOffChainLeavesItsKeyframe() {
        chain.breakOff();
        assertEquals(List.of(false, true, true, true, true), lateToFinish(1));
    }

    @Test
    void aSupersededChainExpiresEarly() {
        chain.expire(100, 200);
        assertFalse(group.get(1).isLateToStart(100));
        assertTrue(group.get(1).isLateToStart(101));
        assertEquals(List.of(false, false, false, false, false), lateToFinish(200));
        assertEquals(List.of(true, true, true, true, true), lateToFinish(201));
    }
}
