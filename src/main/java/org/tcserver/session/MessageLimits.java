package org.tcserver.session;

/**
 * Limits of what one client relays and broadcasts. Immutable.
 *
 * @param perSecond how many messages a second, 0 for any number; a client that sends more is read more slowly
 * @param bytes the longest encoding of a message's values
 */
public record MessageLimits(int perSecond, int bytes) {
    /** Any number of messages of any size. */
    public static final MessageLimits NONE = new MessageLimits(0, Integer.MAX_VALUE);
}
