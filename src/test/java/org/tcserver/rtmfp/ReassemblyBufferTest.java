package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.rtmfp.chunk.FragmentControl.BEGIN;
import static org.tcserver.rtmfp.chunk.FragmentControl.END;
import static org.tcserver.rtmfp.chunk.FragmentControl.MIDDLE;
import static org.tcserver.rtmfp.chunk.FragmentControl.WHOLE;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

final class ReassemblyBufferTest {
    private static final long WINDOW = 100;

    private final ReassemblyBuffer buffer = new ReassemblyBuffer();

    private void add(long number, FragmentControl control, String data) {
        add(number, control, data, 0);
    }

    private void add(long number, FragmentControl control, String data, long now) {
        buffer.add(number, UserFragment.of(control, Bytes.ofUtf8(data)), now);
    }

    /** Returns all deliverable messages, late ones with a star. */
    private List<String> next(long cumulative, long now) {
        var messages = new ArrayList<String>();
        for (var each = buffer.next(cumulative, now); each != null; each = buffer.next(cumulative, now)) {
            messages.add(each.message().toText() + (each.late() ? "*" : ""));
        }
        return messages;
    }

    @Test
    void joinsFragmentsInWhateverOrderTheyCome() {
        add(4, WHOLE, "z");
        add(3, END, "c");
        add(1, BEGIN, "a");
        assertEquals(List.of(), next(1, 0));
        add(2, MIDDLE, "b");
        assertEquals(List.of("abc", "z"), next(4, 0));
        assertTrue(buffer.isEmpty());
        assertEquals(0, buffer.bufferedBytes());
    }

    @Test
    void holdsBackWhatFollowsAGap() {
        add(2, WHOLE, "b");
        assertEquals(List.of(), next(0, 0));
        add(1, WHOLE, "a");
        assertEquals(List.of("a", "b"), next(2, 0));
    }

    @Test
    void dropsPartsThatWillNeverBeWhole() {
        add(1, BEGIN, "a");
        add(2, MIDDLE, "b");
        add(5, MIDDLE, "x");
        add(6, END, "y");
        add(7, WHOLE, "z");
        assertEquals(List.of("z"), next(7, 0), "3 and 4 were given up");
        assertEquals(0, buffer.bufferedBytes());
    }

    @Test
    void dropsAPartThatAnotherMessageFollows() {
        add(1, BEGIN, "a");
        add(2, WHOLE, "b");
        assertEquals(List.of("b"), next(2, 0));
        add(5, BEGIN, "x");
        add(4, BEGIN, "w");
        add(6, END, "y");
        assertEquals(List.of("xy"), next(6, 0));
        assertEquals(0, buffer.bufferedBytes());
    }

    @Test
    void waitsForAPartUnderWay() {
        add(1, BEGIN, "a");
        assertEquals(List.of(), next(1, 0));
        add(2, END, "b");
        assertEquals(List.of("ab"), next(2, 0));
    }

    @Test
    void passesOverAGapWhenTheWindowIsOver() {
        buffer.reorderWindow(WINDOW);
        add(3, WHOLE, "c", 10);
        add(4, WHOLE, "d", 20);
        assertEquals(List.of(), next(1, 20));
        assertEquals(10 + WINDOW, buffer.deadlineNanos());
        assertEquals(List.of("c"), next(1, 10 + WINDOW));
        assertEquals(20 + WINDOW, buffer.deadlineNanos());
        add(2, WHOLE, "b", 115);
        assertEquals(List.of("b*", "d"), next(4, 115));
        assertEquals(Clock.NEVER, buffer.deadlineNanos());
    }

    @Test
    void aPartUnderWayIsPassedOverToo() {
        buffer.reorderWindow(WINDOW);
        add(1, BEGIN, "a", 0);
        add(3, WHOLE, "c", 0);
        assertEquals(List.of("c"), next(1, WINDOW));
        add(2, END, "b", WINDOW);
        assertEquals(List.of("ab*"), next(3, WINDOW));
        assertNull(buffer.next(3, 1000));
    }

    @Test
    void smallFragmentsDoNotKeepTheirPacket() {
        var packet = Bytes.wrap(new byte[1000]);
        buffer.add(1, UserFragment.of(BEGIN, packet.slice(0, 10)), 0);
        assertEquals(10 + RtmfpParameters.FRAGMENT_OVERHEAD, buffer.bufferedBytes());
    }
}
