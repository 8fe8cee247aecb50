package org.tcserver.tc;

import java.util.ArrayList;
import java.util.List;

/**
 * The writers that must be woken once the locks are released under which messages were queued for them. Many
 * subscribers share a writer: each is kept once in a row. Confined to the thread that sends.
 */
public final class Wakeups {
    private final List<Runnable> targets = new ArrayList<>(4);

    /** Remembers {@code target}; it must be short and must not block. */
    public void add(Runnable target) {
        if (targets.isEmpty() || !targets.getLast().equals(target)) {
            targets.add(target);
        }
    }

    /** Wakes all that were added, and forgets them. Call it without any lock. */
    public void fire() {
        targets.forEach(Runnable::run);
        targets.clear();
    }
}
