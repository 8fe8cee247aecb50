package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.tcserver.time.Clock;

/**
 * The queue of sessions with work to do, now or at their deadlines. Confined to the endpoint's thread.
 *
 * <p>With every packet a session's deadline moves later. The session then keeps its position, and gets a new one only
 * when that comes too early.
 */
final class ServiceQueue {
    private final ArrayDeque<Session> touched = new ArrayDeque<>();
    private final DeadlineHeap deadlines = new DeadlineHeap();

    /** Queues {@code session}, which has work to do now. */
    void touch(Session session) {
        if (!session.place.touched) {
            session.place.touched = true;
            touched.addLast(session);
        }
    }

    /** Schedules {@code session} at its deadline, if it is not queued already. */
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

    /** Returns the time to call {@link #serve}: now if sessions are queued. */
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
