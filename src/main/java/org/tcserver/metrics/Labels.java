package org.tcserver.metrics;

/**
 * The labels of a metric, which distinguish the values of a family. Immutable.
 *
 * <p>Label values must come from the program, never from a client, because Prometheus stores every distinct value
 * permanently.
 */
public record Labels(String text) {
    public static final Labels NONE = new Labels("");

    /** Returns these labels and one more. */
    public Labels with(String name, String value) {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return new Labels((text.isEmpty() ? "" : text + ",") + name + "=\"" + escaped + "\"");
    }

    /** Returns the labels in braces, or an empty string. */
    @Override
    public String toString() {
        return text.isEmpty() ? "" : "{" + text + "}";
    }
}
