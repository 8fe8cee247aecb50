package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.media.MediaRole;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;

/**
 * One message on its way to all subscribers of a stream, with values that are computed once for all of them. Confined
 * to the delivering thread.
 */
final class Delivery {
    private final TcMessage message;
    private final @Nullable MediaTag tag;
    private final long nowNanos;
    private final Wakeups wakeups;
    private @Nullable Treatment lastTreatment;
    private Deadlines lastDeadlines = Deadlines.NONE;

    private Delivery(TcMessage message, @Nullable MediaTag tag, long nowNanos, Wakeups wakeups) {
        this.message = message;
        this.tag = tag;
        this.nowNanos = nowNanos;
        this.wakeups = wakeups;
    }

    static Delivery ofMedia(TcMessage message, MediaTag tag, long nowNanos, Wakeups wakeups) {
        return new Delivery(message, tag, nowNanos, wakeups);
    }

    static Delivery ofData(TcMessage message, long nowNanos, Wakeups wakeups) {
        return new Delivery(message, null, nowNanos, wakeups);
    }

    TcMessage message() {
        return message;
    }

    /** Returns the tag of audio or video, or null for data. */
    @Nullable MediaTag tag() {
        return tag;
    }

    long nowNanos() {
        return nowNanos;
    }

    Wakeups wakeups() {
        return wakeups;
    }

    /**
     * Returns the deadlines of this message, which expires. Caches the last result, since consecutive subscribers
     * usually share a treatment.
     */
    Deadlines deadlines(Treatment treatment) {
        if (!treatment.equals(lastTreatment)) {
            lastTreatment = treatment;
            lastDeadlines = treatment.deadlines(nowNanos, lifetimeNanos(treatment.lifetimes()));
        }
        return lastDeadlines;
    }

    private long lifetimeNanos(Treatment.Lifetimes lifetimes) {
        if (tag != null && tag.role() == MediaRole.CHECKPOINT) {
            return lifetimes.checkpoint();
        }
        return message.kind().isImmediate() ? lifetimes.audio() : lifetimes.video();
    }
}
