package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.ENOUGH_ANSWERS;
import static org.tcserver.window.SendWindowParameters.REMEMBERED_PINGS;
import static org.tcserver.window.SendWindowParameters.TRUSTED_ANSWERS;

/**
 * The pings of one connection that await an answer: where in the stream each ended, and when it was sent. An answer
 * proves that the client has received everything before its ping. Confined to the connection's loop thread.
 */
final class Pings {
    private final long[] positions = new long[REMEMBERED_PINGS];
    private final long[] nanos = new long[REMEMBERED_PINGS];
    private final int start;
    private int oldest;
    private int next;
    private int missing;
    private int answersInARow;

    /** {@code start}: the token of the first ping; each later one is higher by one. */
    Pings(int start) {
        this.start = start;
        oldest = start;
        next = start;
    }

    /** Returns the token of the next ping. */
    int next() {
        return next;
    }

    /** Returns the number of pings sent. */
    int count() {
        return next - start;
    }

    /** The next ping was sent: {@code position} bytes, it included. */
    void sent(long position, long nowNanos) {
        int slot = slot(next++);
        positions[slot] = position;
        nanos[slot] = nowNanos;
        if (next - oldest > REMEMBERED_PINGS) {
            oldest++;
        }
    }

    /** Returns the position of the latest ping, or 0 before the first. */
    long lastPosition() {
        return count() == 0 ? 0 : positions[slot(next - 1)];
    }

    /** The position of the oldest ping that awaits an answer; that of the latest if none does. */
    long nextPosition() {
        return next == oldest ? lastPosition() : positions[slot(oldest)];
    }

    /** When the first of the pings that are remembered was sent. */
    long oldestNanos() {
        return nanos[slot(oldest)];
    }

    /** False for a token that was answered before, is too old, or was never sent. */
    boolean isOutstanding(int token) {
        return token - oldest >= 0 && next - token > 0;
    }

    long position(int token) {
        return positions[slot(token)];
    }

    long sentNanos(int token) {
        return nanos[slot(token)];
    }

    /** The client answered {@code token}, which is outstanding; that was its answer number {@code answers}. */
    void answered(int token, int answers) {
        oldest = token + 1;
        int missingNow = token - start + 1 - answers;
        answersInARow = missingNow > missing ? 0 : answersInARow + 1;
        missing = missingNow;
    }

    /** Whether the client answers each ping, as far as can be said. */
    boolean areAnswered() {
        return answersInARow >= ENOUGH_ANSWERS;
    }

    /** Whether it has done so for so long that a missing answer means that nothing gets through. */
    boolean areTrusted() {
        return answersInARow >= TRUSTED_ANSWERS;
    }

    /** How many times as long as it should take the next answer is waited for: the more answers came, the longer. */
    int patience() {
        return 2 + answersInARow / ENOUGH_ANSWERS;
    }

    /** An answer fails to come. */
    void doubt() {
        answersInARow = 0;
    }

    private static int slot(int token) {
        return token & (REMEMBERED_PINGS - 1);
    }
}
