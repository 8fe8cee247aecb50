package org.tcserver.torture;

/** Whether a requirement holds, with supporting figures. Immutable. */
public record Verdict(boolean holds, String what, String figures) {
    @Override
    public String toString() {
        return String.format("%-4s  %-46s %s", holds ? "ok" : "BAD", what, figures);
    }
}
