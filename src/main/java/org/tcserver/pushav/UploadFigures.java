package org.tcserver.pushav;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.tcserver.metrics.Buckets;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Histogram;
import org.tcserver.metrics.HistogramSum;
import org.tcserver.metrics.Labels;
import org.tcserver.time.Clock;

/** Upload metrics. Thread-safe, without locks. */
final class UploadFigures {
    private static final Buckets BYTES = Buckets.plain(
            "1024", "16384", "65536", "262144", "1048576", "4194304", "16777216", "67108864", "268435456");
    private static final Buckets SECONDS =
            Buckets.seconds("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "30", "60");

    /** The outcome of an upload, with its label value. */
    enum Outcome {
        /** The server keeps it; it broke no rule. */
        VALID("valid"),
        /** The server keeps it, although it broke a rule. */
        WITH_ERRORS("with_errors"),
        /** It broke a rule of a strict stream; the server keeps it aside. */
        REFUSED("refused"),
        /** The client disconnected or stalled. */
        CUT_OFF("cut_off"),
        /** It was too long or malformed, or the server could not store it. */
        FAILED("failed");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }
    }

    private final Clock clock;
    private final Map<Outcome, LongAdder> uploads = new EnumMap<>(Outcome.class);
    private final LongAdder underWay = new LongAdder();
    private final Histogram sizes = new Histogram(BYTES);
    private final Histogram durations = new Histogram(SECONDS);

    UploadFigures(Clock clock) {
        this.clock = clock;
        for (var outcome : Outcome.values()) {
            uploads.put(outcome, new LongAdder());
        }
    }

    /** One upload. It counts as failed until another outcome is set. Confined to the exchange's thread. */
    final class Upload implements AutoCloseable {
        private final long beganNanos = clock.nanos();
        private Outcome outcome = Outcome.FAILED;

        private Upload() {
            underWay.increment();
        }

        /** Records the outcome and size of an upload that arrived whole. */
        void received(Outcome what, long bytes) {
            outcome = what;
            sizes.recordShared(bytes);
            durations.recordShared(clock.nanos() - beganNanos);
        }

        void cutOff() {
            outcome = Outcome.CUT_OFF;
        }

        /** Ends the upload and counts its outcome. */
        @Override
        public void close() {
            underWay.decrement();
            var counter = uploads.get(outcome);
            if (counter != null) {
                counter.increment();
            }
        }
    }

    Upload begin() {
        return new Upload();
    }

    void write(Exposition to) {
        to.counter("pushavserver_uploads_total", "Uploads that are over, by what became of them.");
        uploads.forEach((outcome, count) -> to.sample(Labels.NONE.with("outcome", outcome.label), count.sum()));
        to.gauge("pushavserver_uploads_in_progress", "Uploads that are under way.")
                .sample(Labels.NONE, underWay.sum());
        to.histogram("pushavserver_upload_size_bytes", "Bytes of the uploads that came whole, decoded.")
                .sample(Labels.NONE, HistogramSum.of(sizes));
        to.histogram(
                        "pushavserver_upload_duration_seconds",
                        "From the header of an upload that came whole until it was judged and stored.")
                .sample(Labels.NONE, HistogramSum.of(durations));
    }
}
