package org.tcserver.rtmfp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.wire.Bytes;

/** Who uses an {@link Endpoint}. Called on its thread. */
public interface EndpointUser {
    /**
     * Somebody whom an initiator looks for.
     *
     * @param responder a session of this endpoint: its far end is told of the initiator
     * @param addresses where else it may be reached, besides where the session finds it
     */
    record Introduction(Session responder, List<Address> addresses) {}

    /** Whether a session from there would be used. Asked before keys are computed for it, which is what costs. */
    default boolean mayOpen(Path from) {
        return true;
    }

    /** A hello from there is not answered: every client sends longer ones. */
    default void helloTooShort(Path from) {}

    /** Nothing more is sent there for now, since its network gets too many answers. */
    default void answeredTooOften(Path to) {}

    /** A far end opened a session. Answers who uses it, or null to refuse it. */
    @Nullable SessionUser sessionOpened(Session session);

    /** An initiator at {@code from} looks for the owner of this fingerprint, who is not us; null if he is unknown. */
    default @Nullable Introduction lookup(Bytes fingerprint, Path from) {
        return null;
    }
}
