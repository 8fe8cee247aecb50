package org.tcserver.hub;

import org.tcserver.event.StreamMembers;

/** What a client does with one of its streams. Thread-safe. */
sealed interface Activity permits Publication, Subscription {
    StreamMembers members();

    /** Idempotent. If it comes before the activity has begun, that never begins. */
    void end();
}
