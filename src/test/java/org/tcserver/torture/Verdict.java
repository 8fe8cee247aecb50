package org.tcserver.torture;

/** Whether something is as it must be, and the figures that say so. Immutable. */
public record Verdict(boolean holds, String what, String figures) {
    @Override
    public String toString() {
        return String.format("%-4s  %-46s %s", holds ? "ok" : "BAD", what, figures);
    }
}
