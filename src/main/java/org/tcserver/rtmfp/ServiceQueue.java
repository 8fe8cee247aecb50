package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.tcserver.time.Clock;

/**
 * The sessions that have something to do: at once, or at their deadlines. Confined to the endpoint's thread.
 *
 * <p>A session whose deadline moves away, as it does with every packet, keeps its place: only when its turn comes too
 * early it takes a new one.
 */
final class ServiceQueue {
    private final ArrayDeque<Session> touched = new ArrayDeque<>();
    private final DeadlineHeap deadlines = new DeadlineHeap();

    /** {@code session} has something to do now. */
    void touch(Session session) {
        if (!session.place.touched) {
            session.place.touched = true;
            touched.addLast(session);
        }
    }

    /** Notes when {@code session} is to be served again, unless that is at once. */
    void schedule(Session session) {
        if (session.isClosed()) {
            deadlines.remove(session);
            return;
        }
        if (session.place.touched) {
            return;
        }
        long deadline = session.deadlineNanos();
        if (deadline < session.place.nanos) {
            deadlines.put(session, deadline);
        }
    }

    /** When {@link #serve} is due: at once if something is left. */
    long deadlineNanos(long nowNanos) {
        if (!touched.isEmpty()) {
            return nowNanos;
        }
        var first = deadlines.first();
        return first == null ? Clock.NEVER : first.place.nanos;
    }

    /** Serves at most {@code count} sessions. */
    void serve(int count, long nowNanos) {
        for (var first = deadlines.first(); first != null && first.place.nanos <= nowNanos; first = deadlines.first()) {
            long deadline = first.deadlineNanos();
            if (deadline <= nowNanos) {
                touch(first);
                deadlines.remove(first);
            } else {
                deadlines.put(first, deadline);
            }
        }
        for (int i = 0; i < count && !touched.isEmpty(); i++) {
            var session = touched.removeFirst();
            session.place.touched = false;
            session.service(nowNanos);
            schedule(session);
        }
    }
}
