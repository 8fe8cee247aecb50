package org.tcserver.rtmfp;

/** The timers of a session that is being closed (RFC 7016 §3.5.5). Confined to its session's thread. */
final class Closing {
    /** In the past: due at once. */
    private static final long NOT_SET = 0;

    private long requestNanos = NOT_SET;
    private long overNanos = NOT_SET;
    private long answeredNanos = Long.MIN_VALUE;

    /** Whether {@code lingerNanos} have passed since this was asked first. */
    boolean isOver(long lingerNanos, long nowNanos) {
        if (overNanos == NOT_SET) {
            overNanos = nowNanos + lingerNanos;
        }
        return nowNanos >= overNanos;
    }

    /** Whether the far end should be asked, perhaps again, to agree; the next time is later then. */
    boolean isRequestDue(long nowNanos) {
        if (nowNanos < requestNanos) {
            return false;
        }
        requestNanos = nowNanos + RtmfpParameters.CLOSE_INTERVAL_NANOS;
        return true;
    }

    /** Whether the far end's request is to be answered: once for each packet, which may hold thousands of them. */
    boolean isAnswerDue(long nowNanos) {
        boolean isDue = nowNanos != answeredNanos;
        answeredNanos = nowNanos;
        return isDue;
    }

    /** When {@link #isOver} is to be asked again. */
    long overNanos() {
        return overNanos;
    }

    /** When {@link #isOver} or {@link #isRequestDue} is to be asked again. */
    long deadlineNanos() {
        return Math.min(requestNanos, overNanos);
    }
}
