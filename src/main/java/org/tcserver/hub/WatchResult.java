package org.tcserver.hub;

import org.jspecify.annotations.Nullable;

/**
 * What became of a {@code watch}. Immutable.
 *
 * @param peer whom it found, else null
 */
public record WatchResult(Status status, @Nullable Peer peer) {
    public enum Status {
        /** It is connected; its end will be told. */
        FOUND,
        /** It is not connected, and that was told. */
        NOT_FOUND,
        /** Nobody is told of one's own end. */
        SELF,
        /** The client watches as many as it may. */
        TOO_MANY
    }

    static final WatchResult NOT_FOUND = new WatchResult(Status.NOT_FOUND, null);
    static final WatchResult SELF = new WatchResult(Status.SELF, null);
    static final WatchResult TOO_MANY = new WatchResult(Status.TOO_MANY, null);

    static WatchResult found(Client target) {
        return new WatchResult(Status.FOUND, target.asPeer());
    }
}
