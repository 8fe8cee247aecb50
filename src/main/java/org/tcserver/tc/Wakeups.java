package org.tcserver.tc;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the writers to wake after the sender releases its locks. Many subscribers share a writer, so consecutive
 * duplicates are stored once. Confined to the sending thread.
 */
public final class Wakeups {
    private final List<Runnable> targets = new ArrayList<>(4);

    /** Adds {@code target}, which must be short and must not block. */
    public void add(Runnable target) {
        if (targets.isEmpty() || !targets.getLast().equals(target)) {
            targets.add(target);
        }
    }

    /** Wakes all added writers and forgets them. The caller must hold no lock. */
    public void fire() {
        targets.forEach(Runnable::run);
        targets.clear();
    }
}
