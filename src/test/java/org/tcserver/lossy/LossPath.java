package org.tcserver.lossy;

import java.util.List;
import org.tcserver.testing.SimulatedLink;

/** A path of 20 Mbit/s that loses datagrams both ways. Immutable. */
record LossPath(int lossPercent, int roundTripMillis) {
    static final List<LossPath> ALL =
            List.of(new LossPath(0, 40), new LossPath(2, 40), new LossPath(1, 100), new LossPath(5, 100));

    private static final long BITS_PER_SECOND = 20_000_000;
    private static final int QUEUE_BYTES = 750_000;

    SimulatedLink link() {
        return new SimulatedLink()
                .loss(lossPercent / 100.0)
                .delayMillis(roundTripMillis / 2.0)
                .bottleneck(BITS_PER_SECOND, QUEUE_BYTES);
    }

    @Override
    public String toString() {
        return lossPercent + " % loss, " + roundTripMillis + " ms";
    }
}
