package org.tcserver.torture;

import java.util.List;

/** An activity on a {@link Stage}. Used by one thread. */
interface Activity {
    /** Starts the activity. Returns when it is under way. */
    void begin() throws Exception;

    /** Ends the activity, after the stage is over, and disconnects its clients. */
    default void end() throws Exception {}

    /** Returns the verdicts, after the end. */
    default List<Verdict> verdicts() {
        return List.of();
    }
}
