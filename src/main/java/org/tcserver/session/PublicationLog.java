package org.tcserver.session;

import java.util.concurrent.atomic.AtomicReference;
import org.tcserver.event.StreamEvent;
import org.tcserver.event.StreamEvent.Change;
import org.tcserver.hub.Publication;

/**
 * A log of the start and end of a publication, each once and in this order. The first thread that learns of the end
 * logs it. If another client takes the stream, the end precedes that client's publication in the log.
 *
 * <p>Thread-safe: only the connection's thread reports the start; any thread reports the end.
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

    /** Logs the start of the publication, and also its end if that came first. */
    void begun(Publication publication) {
        log(Change.PUBLISH, publication);
        if (!state.compareAndSet(NOT_BEGUN, new Begun(publication))) {
            log(Change.UNPUBLISH, publication);
        }
    }

    /** Logs the end of the publication. Idempotent. */
    void ended() {
        if (state.getAndSet(ENDED) instanceof Begun(var publication)) {
            log(Change.UNPUBLISH, publication);
        }
    }

    private void log(Change change, Publication publication) {
        profile.log(client -> new StreamEvent(change, client, publication.members()));
    }
}
