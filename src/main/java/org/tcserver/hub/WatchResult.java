package org.tcserver.hub;

import org.jspecify.annotations.Nullable;

/**
 * The result of a {@code watch}. Immutable.
 *
 * @param peer the target, or null if there is none
 */
public record WatchResult(Status status, @Nullable Peer peer) {
    public enum Status {
        /** The target is connected; the client will receive a notice when it disconnects. */
        FOUND,
        /** The target is not connected; the hub has sent the notice. */
        NOT_FOUND,
        /** The target is the client itself, which cannot receive such a notice. */
        SELF,
        /** The client has reached its limit of watches. */
        TOO_MANY
    }

    static final WatchResult NOT_FOUND = new WatchResult(Status.NOT_FOUND, null);
    static final WatchResult SELF = new WatchResult(Status.SELF, null);
    static final WatchResult TOO_MANY = new WatchResult(Status.TOO_MANY, null);

    static WatchResult found(Client target) {
        return new WatchResult(Status.FOUND, target.asPeer());
    }
}
