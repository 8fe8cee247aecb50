package org.tcserver.tc;

import org.tcserver.metrics.Buckets;
import org.tcserver.metrics.Histogram;

/**
 * How long messages of one protocol took on their way out, as far as one thread sends them. Written by that thread alone,
 * read by any.
 */
final class SendingFigures {
    static final Buckets BUCKETS = Buckets.seconds(
            "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10");

    private final ByKind queueAges = ByKind.empty();
    private final ByKind latencies = ByKind.empty();

    /** Fields and no map, as each message passes here once for each subscriber. */
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

    /** How long messages had waited when they were taken out of their queues. */
    Histogram queueAges(Kind kind) {
        return queueAges.of(kind);
    }

    /** How long it took from when messages were offered until they were sent. */
    Histogram latencies(Kind kind) {
        return latencies.of(kind);
    }
}
