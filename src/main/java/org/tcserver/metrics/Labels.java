package org.tcserver.metrics;

/**
 * What tells one figure of a family from another. Immutable.
 *
 * <p>Only values that the program itself chooses may come here, never what a client says: each is kept for ever by whoever
 * reads the figures.
 */
public record Labels(String text) {
    public static final Labels NONE = new Labels("");

    /** These, and one more. */
    public Labels with(String name, String value) {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return new Labels((text.isEmpty() ? "" : text + ",") + name + "=\"" + escaped + "\"");
    }

    /** In braces, or nothing if there are none. */
    @Override
    public String toString() {
        return text.isEmpty() ? "" : "{" + text + "}";
    }
}
