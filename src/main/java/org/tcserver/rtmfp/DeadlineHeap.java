package org.tcserver.rtmfp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcserver.time.Clock;

/**
 * A binary heap of sessions by deadline, earliest first. Each session stores its index, so the heap holds it at most
 * once and updates it without allocation. Confined to the endpoint's thread.
 */
final class DeadlineHeap {
    /** The position of a session in the heap. */
    static final class Place {
        private static final int NONE = -1;

        private int index = NONE;
        long nanos = Clock.NEVER;

        /** Whether the session is in the queue of sessions to serve. Maintained by {@link ServiceQueue}. */
        boolean touched;
    }

    private @Nullable Session[] heap = new @Nullable Session[16];
    private int size;

    @Nullable Session first() {
        return size == 0 ? null : heap[0];
    }

    /** Adds {@code session}, or moves it to the position of its new deadline. */
    void put(Session session, long nanos) {
        var place = session.place;
        place.nanos = nanos;
        if (place.index == Place.NONE) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            set(size++, session);
        }
        siftUp(session);
        siftDown(session);
    }

    /** Removes {@code session}, if present. */
    void remove(Session session) {
        int index = session.place.index;
        if (index == Place.NONE) {
            return;
        }
        session.place.index = Place.NONE;
        session.place.nanos = Clock.NEVER;
        var last = at(--size);
        heap[size] = null;
        if (last != session) {
            set(index, last);
            siftUp(last);
            siftDown(last);
        }
    }

    private void siftUp(Session session) {
        while (session.place.index > 0) {
            int index = session.place.index;
            var parent = at((index - 1) / 2);
            if (parent.place.nanos <= session.place.nanos) {
                return;
            }
            set(index, parent);
            set((index - 1) / 2, session);
        }
    }

    private void siftDown(Session session) {
        for (int child = 2 * session.place.index + 1; child < size; child = 2 * session.place.index + 1) {
            if (child + 1 < size && at(child + 1).place.nanos < at(child).place.nanos) {
                child++;
            }
            var least = at(child);
            if (session.place.nanos <= least.place.nanos) {
                return;
            }
            set(session.place.index, least);
            set(child, session);
        }
    }

    private Session at(int index) {
        var session = heap[index];
        if (session == null) {
            throw new AssertionError("no session at " + index + " of " + size);
        }
        return session;
    }

    private void set(int index, Session session) {
        heap[index] = session;
        session.place.index = index;
    }
}
