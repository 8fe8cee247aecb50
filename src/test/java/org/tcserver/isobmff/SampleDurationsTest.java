package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tcserver.wire.MalformedException;

class SampleDurationsTest {
    private static SampleDurations of(long... durations) throws MalformedException {
        var gathered = new SampleDurations();
        for (long duration : durations) {
            gathered.add(1, duration);
        }
        return gathered;
    }

    @Test
    void constantDurationsGiveTheRate() throws MalformedException {
        assertEquals(new Ratio(30, 1), of(512, 512, 512).nominalRate(15360));
        assertEquals(new Ratio(30000, 1001), of(1001, 1001).nominalRate(30000));
    }

    @Test
    void theLastSampleMayDiffer() throws MalformedException {
        assertEquals(new Ratio(30, 1), of(512, 512, 512, 17).nominalRate(15360));
        assertEquals(
                Ratio.reduced(4, 15360, 3 * 512 + 17), of(512, 512, 512, 17).averageRate(15360));
    }

    @Test
    void leftOutFramesDoNotChangeTheClock() throws MalformedException {
        assertEquals(new Ratio(30, 1), of(512, 1024, 512, 1536).nominalRate(15360));
    }

    @Test
    void roundingToMillisecondsIsSeenThrough() throws MalformedException {
        assertEquals(new Ratio(30, 1), of(33, 33, 34, 33, 33, 34).nominalRate(1000));
        assertEquals(
                new Ratio(30000, 1001),
                of(33, 34, 33, 33, 34, 33, 34, 33, 33, 34, 33, 33, 34, 34, 33, 34)
                        .nominalRate(1000));
    }

    @Test
    void mostDurationsDecide() throws MalformedException {
        var durations = new SampleDurations();
        durations.add(100, 3000);
        durations.add(1, 2999);
        durations.add(100, 3000);
        assertEquals(new Ratio(30, 1), durations.nominalRate(90000));
    }

    @Test
    void nothingGivesNothing() throws MalformedException {
        assertEquals(Ratio.NONE, of().nominalRate(1000));
        assertEquals(Ratio.NONE, of(0, 0).averageRate(1000));
    }

    @Test
    void partsAddUp() throws MalformedException {
        var sum = new SampleDurations();
        sum.add(of());
        sum.add(of(40, 40));
        sum.add(of(40, 40));
        assertEquals(160, sum.total());
        assertEquals(new Ratio(25, 1), sum.nominalRate(1000));
    }
}
