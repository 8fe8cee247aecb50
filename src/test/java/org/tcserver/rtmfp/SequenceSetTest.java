package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.chunk.SequenceRange;

final class SequenceSetTest {
    private final SequenceSet set = new SequenceSet();

    @Test
    void beginsWithZero() {
        assertEquals(0, set.cumulative());
        assertTrue(set.contains(0));
        assertFalse(set.contains(1));
        assertFalse(set.hasGaps());
    }

    @Test
    void knowsGaps() {
        assertTrue(set.add(1));
        assertTrue(set.add(3));
        assertTrue(set.add(5));
        assertTrue(set.add(4));
        assertTrue(set.add(9));
        assertEquals(1, set.cumulative());
        assertEquals(List.of(new SequenceRange(3, 5), new SequenceRange(9, 9)), set.ranges());
        assertTrue(set.add(2));
        assertEquals(5, set.cumulative());
        set.addUpTo(8);
        assertEquals(9, set.cumulative());
        assertFalse(set.hasGaps());
    }

    @Test
    void refusesWhatIsTooFarAhead() {
        assertTrue(set.add(RtmfpParameters.MAX_SEQUENCE_SPAN));
        assertFalse(set.add(RtmfpParameters.MAX_SEQUENCE_SPAN + 1));
        set.addUpTo(1);
        assertTrue(set.add(RtmfpParameters.MAX_SEQUENCE_SPAN + 1));
    }

    @Test
    void refusesTooManyGaps() {
        for (int i = 1; i <= RtmfpParameters.MAX_SEQUENCE_RANGES; i++) {
            assertTrue(set.add(2L * i));
        }
        assertFalse(set.add(10_000));
        assertTrue(set.add(3), "what closes a gap is welcome");
        assertTrue(set.add(10_000));
    }

    @Test
    void agreesWithASimpleSet() {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var tested = new SequenceSet();
            var simple = new TreeSet<Long>();
            simple.add(0L);
            for (int i = 0; i < 300; i++) {
                long number = 1L + random.nextInt(200);
                if (random.nextInt(20) == 0) {
                    tested.addUpTo(number / 4);
                    for (long n = 0; n <= number / 4; n++) {
                        simple.add(n);
                    }
                } else {
                    assertTrue(tested.add(number));
                    simple.add(number);
                }
            }
            for (long n = 0; n <= 201; n++) {
                assertEquals(simple.contains(n), tested.contains(n), "seed 3, number " + n);
            }
            long ranged = tested.ranges().stream()
                    .mapToLong(each -> each.last() - each.first() + 1)
                    .sum();
            assertEquals(simple.size(), tested.cumulative() + 1 + ranged, "seed 3");
        }
    }
}
