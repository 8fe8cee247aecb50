package org.tcserver.rtmfp;

/** The timers of a closing session (RFC 7016 §3.5.5). Confined to its session's thread. */
final class Closing {
    /** A time in the past: due immediately. */
    private static final long NOT_SET = 0;

    private long requestNanos = NOT_SET;
    private long overNanos = NOT_SET;
    private long answeredNanos = Long.MIN_VALUE;

    /** Returns true once {@code lingerNanos} have passed since the first call. */
    boolean isOver(long lingerNanos, long nowNanos) {
        if (overNanos == NOT_SET) {
            overNanos = nowNanos + lingerNanos;
        }
        return nowNanos >= overNanos;
    }

    /** Returns true if a close request to the far end is due, and schedules the next one. */
    boolean isRequestDue(long nowNanos) {
        if (nowNanos < requestNanos) {
            return false;
        }
        requestNanos = nowNanos + RtmfpParameters.CLOSE_INTERVAL_NANOS;
        return true;
    }

    /**
     * Returns true if an answer to the far end's request is due: one per packet, which may hold thousands of requests.
     */
    boolean isAnswerDue(long nowNanos) {
        boolean isDue = nowNanos != answeredNanos;
        answeredNanos = nowNanos;
        return isDue;
    }

    /** Returns the time to call {@link #isOver} again. */
    long overNanos() {
        return overNanos;
    }

    /** Returns the time to call {@link #isOver} or {@link #isRequestDue} again. */
    long deadlineNanos() {
        return Math.min(requestNanos, overNanos);
    }
}
