package org.tcserver.rtmfp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.wire.Bytes;

/** The user of an {@link Endpoint}. Called on its thread. */
public interface EndpointUser {
    /**
     * The endpoint that an initiator looks for.
     *
     * @param responder a session of this endpoint, which forwards the hello to its far end
     * @param addresses other addresses of that far end, besides the session's
     */
    record Introduction(Session responder, List<Address> addresses) {}

    /**
     * Returns true if the user would accept a session from {@code from}. Called before the costly computation of keys.
     */
    default boolean mayOpen(Path from) {
        return true;
    }

    /** Reports that the endpoint ignores a hello that is shorter than that of every known client. */
    default void helloTooShort(Path from) {}

    /** Reports that the endpoint sends no answers to {@code to} for now, because its network receives too many. */
    default void answeredTooOften(Path to) {}

    /** Reports a session that a far end opened. Returns the session's user, or null to refuse it. */
    @Nullable SessionUser sessionOpened(Session session);

    /** Looks up the far end with this fingerprint for the initiator at {@code from}. Returns null if it is unknown. */
    default @Nullable Introduction lookup(Bytes fingerprint, Path from) {
        return null;
    }
}
