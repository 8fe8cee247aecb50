package org.tcserver.tc;

import org.tcserver.metrics.Buckets;
import org.tcserver.metrics.Histogram;

/** Send latencies of one protocol, measured by one sending thread. Only that thread writes; any thread may read. */
final class SendingFigures {
    static final Buckets BUCKETS = Buckets.seconds(
            "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10");

    private final ByKind queueAges = ByKind.empty();
    private final ByKind latencies = ByKind.empty();

    /** One histogram per kind. Uses fields rather than a map, because each message is counted once per subscriber. */
    private record ByKind(Histogram data, Histogram audio, Histogram video) {
        static ByKind empty() {
            return new ByKind(new Histogram(BUCKETS), new Histogram(BUCKETS), new Histogram(BUCKETS));
        }

        Histogram of(Kind kind) {
            return switch (kind) {
                case DATA -> data;
                case AUDIO -> audio;
                case VIDEO -> video;
            };
        }
    }

    /** Returns how long messages waited in their queues. */
    Histogram queueAges(Kind kind) {
        return queueAges.of(kind);
    }

    /** Returns the time from the offer of a message to the sending of its last byte. */
    Histogram latencies(Kind kind) {
        return latencies.of(kind);
    }
}
