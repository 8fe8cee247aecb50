package org.tcserver.session;

/**
 * Limits on the messages that one client relays and broadcasts. Immutable.
 *
 * @param perSecond the number of messages per second, or 0 for no limit; the server reads more slowly from a client
 *     that exceeds it
 * @param bytes the longest encoding of a message's values
 */
public record MessageLimits(int perSecond, int bytes) {
    /** No limits. */
    public static final MessageLimits NONE = new MessageLimits(0, Integer.MAX_VALUE);
}
