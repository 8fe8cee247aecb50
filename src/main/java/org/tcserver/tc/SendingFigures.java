package org.tcserver.tc;

import java.util.EnumMap;
import java.util.Map;
import org.tcserver.metrics.Buckets;
import org.tcserver.metrics.Histogram;
import org.tcserver.metrics.HistogramSum;

/**
 * How long messages of one protocol took on their way out, as far as one thread sends them. Written by that thread alone,
 * read by any.
 */
final class SendingFigures {
    static final Buckets BUCKETS = Buckets.seconds(
            "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10");

    /** Histograms by kind, and how to add them up. */
    static final class ByKind {
        private final Map<Kind, Histogram> histograms = new EnumMap<>(Kind.class);

        ByKind() {
            for (var kind : Kind.values()) {
                histograms.put(kind, new Histogram(BUCKETS));
            }
        }

        private Histogram of(Kind kind) {
            var histogram = histograms.get(kind);
            if (histogram == null) {
                throw new AssertionError("every kind has its histogram");
            }
            return histogram;
        }

        void record(Kind kind, long nanos) {
            of(kind).record(nanos);
        }

        void addTo(HistogramSum sum, Kind kind) {
            sum.add(of(kind));
        }
    }

    private final ByKind queueAges = new ByKind();
    private final ByKind latencies = new ByKind();

    /** How long messages had waited when they were taken out of their queues. */
    ByKind queueAges() {
        return queueAges;
    }

    /** How long it took from when messages were offered until they were sent. */
    ByKind latencies() {
        return latencies;
    }
}
