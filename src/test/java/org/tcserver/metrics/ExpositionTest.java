package org.tcserver.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.PrometheusText;

class ExpositionTest {
    private static final Buckets BUCKETS = Buckets.seconds("0.001", "0.5", "10");

    @Test
    void countersAndGauges() {
        var text = new Exposition()
                .counter("a_total", "What it is.")
                .sample(Labels.NONE.with("protocol", "rtmp").with("kind", "audio"), 7)
                .gauge("b", "What\nelse \\ it is.")
                .sample(Labels.NONE, -1)
                .gauge("c_seconds", "Time.")
                .sample(Labels.NONE, 0.25)
                .toString();
        assertEquals("""
                # HELP a_total What it is.
                # TYPE a_total counter
                a_total{protocol="rtmp",kind="audio"} 7
                # HELP b What\\nelse \\\\ it is.
                # TYPE b gauge
                b -1
                # HELP c_seconds Time.
                # TYPE c_seconds gauge
                c_seconds 0.25
                """, text);
        assertEquals(3, PrometheusText.parse(text).series().size());
    }

    @Test
    void labelsAreEscaped() {
        assertEquals("{a=\"\\\\ \\\" \\n\"}", Labels.NONE.with("a", "\\ \" \n").toString());
    }

    @Test
    void histograms() {
        var histogram = new Histogram(BUCKETS);
        List.of(0L, 1_000_000L, 1_000_001L, 500_000_000L, 20_000_000_000L, -5L).forEach(histogram::record);
        var text = new Exposition()
                .histogram("h_seconds", "Times.")
                .sample(Labels.NONE.with("kind", "video"), HistogramSum.of(histogram))
                .toString();
        assertEquals("""
                # HELP h_seconds Times.
                # TYPE h_seconds histogram
                h_seconds_bucket{kind="video",le="0.001"} 3
                h_seconds_bucket{kind="video",le="0.5"} 5
                h_seconds_bucket{kind="video",le="10"} 5
                h_seconds_bucket{kind="video",le="+Inf"} 6
                h_seconds_sum{kind="video"} 20.502000001
                h_seconds_count{kind="video"} 6
                """, text);
        assertEquals(6, PrometheusText.parse(text).value("h_seconds_count{kind=\"video\"}"));
    }

    @Test
    void histogramsAddUp() throws InterruptedException {
        var shared = new Histogram(BUCKETS);
        var threads = List.of(
                Thread.ofPlatform().start(() -> recordOften(shared)),
                Thread.ofPlatform().start(() -> recordOften(shared)));
        for (var thread : threads) {
            thread.join();
        }
        var sum = new HistogramSum(BUCKETS);
        sum.add(shared);
        sum.add(shared);
        assertEquals(40_000, sum.count());
        assertThrows(IllegalArgumentException.class, () -> sum.add(new Histogram(Buckets.plain("1"))));
    }

    private static void recordOften(Histogram histogram) {
        for (int i = 0; i < 10_000; i++) {
            histogram.recordShared(i);
        }
    }

    @Test
    void boundsAscend() {
        assertThrows(IllegalArgumentException.class, () -> Buckets.plain("1", "1"));
        assertThrows(ArithmeticException.class, () -> Buckets.plain("0.5"));
    }

    /** The tests' own parser detects malformed expositions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a 1\n",
                "# HELP a x\n# TYPE a gauge\na 1",
                "# TYPE a gauge\n# HELP a x\na 1\n",
                "# HELP a x\n# TYPE a counter\na 1\n",
                "# HELP a x\n# TYPE a gauge\na 1\na 1\n",
                "# HELP a x\n# TYPE a gauge\na{b=c} 1\n",
                "# HELP a x\n# TYPE a gauge\na{b=\"\"\"} 1\n",
                "# HELP a x\n# TYPE a gauge\nb 1\n",
                "# HELP a x\n# TYPE a gauge\na 1\n# HELP a x\n# TYPE a gauge\n",
                "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
                "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
                "# HELP a x\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n"
            })
    void theParserIsStrict(String text) {
        assertThrows(AssertionError.class, () -> PrometheusText.parse(text));
    }
}
