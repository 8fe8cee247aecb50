package org.tcserver.session;

import java.util.concurrent.atomic.AtomicReference;
import org.tcserver.event.StreamEvent;
import org.tcserver.event.StreamEvent.Change;
import org.tcserver.hub.Publication;

/**
 * Logs that a publication began and that it ended, each once and in this order. The end is told by whoever learns of it
 * first: when another client takes the stream, it is in the log before that client's publication.
 *
 * <p>Thread-safe: the beginning is for the connection's thread to tell, the end for any.
 */
final class PublicationLog {
    private sealed interface State {}

    private record NotBegun() implements State {}

    private record Begun(Publication publication) implements State {}

    private record Ended() implements State {}

    private static final State NOT_BEGUN = new NotBegun();
    private static final State ENDED = new Ended();

    private final Profile profile;
    private final AtomicReference<State> state = new AtomicReference<>(NOT_BEGUN);

    PublicationLog(Profile profile) {
        this.profile = profile;
    }

    /** The publication began; it may be over already. */
    void begun(Publication publication) {
        log(Change.PUBLISH, publication);
        if (!state.compareAndSet(NOT_BEGUN, new Begun(publication))) {
            log(Change.UNPUBLISH, publication);
        }
    }

    /** The publication is over. Idempotent. */
    void ended() {
        if (state.getAndSet(ENDED) instanceof Begun(var publication)) {
            log(Change.UNPUBLISH, publication);
        }
    }

    private void log(Change change, Publication publication) {
        profile.log(client -> new StreamEvent(change, client, publication.members()));
    }
}
