package org.tcserver.metrics;

/**
 * Writes metrics in the Prometheus text format, version 0.0.4. Confined to the thread that created it.
 *
 * <p>A family starts with its name, help text and type; all its samples follow before the next family starts.
 */
public final class Exposition {
    /** The content type of the HTTP response. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(16 * 1024);
    private String family = "";

    /** Starts a family of values that only grow; its name ends with {@code _total}. */
    public Exposition counter(String name, String help) {
        return begin(name, help, "counter");
    }

    /** Starts a family of values that rise and fall. */
    public Exposition gauge(String name, String help) {
        return begin(name, help, "gauge");
    }

    /** Starts a family of histograms; its name ends with the unit. */
    public Exposition histogram(String name, String help) {
        return begin(name, help, "histogram");
    }

    /** Adds a value to the current family. */
    public Exposition sample(Labels labels, long value) {
        return line(family, labels, Long.toString(value));
    }

    /** Adds a value to the current family. */
    public Exposition sample(Labels labels, double value) {
        return line(family, labels, Double.toString(value));
    }

    /** Adds a histogram to the current family. */
    public Exposition sample(Labels labels, HistogramSum histogram) {
        var buckets = histogram.buckets();
        for (int i = 0; i < buckets.size(); i++) {
            line(family + "_bucket", labels.with("le", buckets.label(i)), Long.toString(histogram.cumulated(i)));
        }
        var count = Long.toString(histogram.count());
        line(family + "_bucket", labels.with("le", "+Inf"), count);
        line(family + "_sum", labels, buckets.shown(histogram.sum()).toPlainString());
        return line(family + "_count", labels, count);
    }

    /** Returns the whole text. */
    @Override
    public String toString() {
        return text.toString();
    }

    private Exposition begin(String name, String help, String type) {
        family = name;
        var escaped = help.replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(name).append(' ').append(escaped).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    private Exposition line(String name, Labels labels, String value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
        return this;
    }
}
