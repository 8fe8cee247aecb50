package org.tcserver.hub;

import org.tcserver.event.StreamMembers;

/** The current use of one stream of a client: it publishes or plays. Thread-safe. */
sealed interface Activity permits Publication, Subscription {
    StreamMembers members();

    /** Ends the activity. Idempotent. An activity that is ended before it starts never starts. */
    void end();
}
