package org.tcserver.metrics;

/**
 * Writes figures in the text format of Prometheus, version 0.0.4. Confined to the thread that made it.
 *
 * <p>A family begins with its name, what it is and its type; all samples of it follow before the next family begins.
 */
public final class Exposition {
    /** What an HTTP answer says of the text. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(16 * 1024);
    private String family = "";

    /** Begins a family of figures that only grow; its name ends with {@code _total}. */
    public Exposition counter(String name, String help) {
        return begin(name, help, "counter");
    }

    /** Begins a family of figures that rise and fall. */
    public Exposition gauge(String name, String help) {
        return begin(name, help, "gauge");
    }

    /** Begins a family of histograms; its name ends with the unit. */
    public Exposition histogram(String name, String help) {
        return begin(name, help, "histogram");
    }

    /** A figure of the family that was begun last. */
    public Exposition sample(Labels labels, long value) {
        return line(family, labels, Long.toString(value));
    }

    /** A figure of the family that was begun last. */
    public Exposition sample(Labels labels, double value) {
        return line(family, labels, Double.toString(value));
    }

    /** A histogram of the family that was begun last. */
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

    /** All that was written. */
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
