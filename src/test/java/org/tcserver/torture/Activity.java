package org.tcserver.torture;

import java.util.List;

/** Something that goes on at a {@link Stage}. Used by one thread. */
interface Activity {
    /** Has it go on; returns when it does. */
    void begin() throws Exception;

    /** The stage is over: says good-bye. */
    default void end() throws Exception {}

    /** After the end. */
    default List<Verdict> verdicts() {
        return List.of();
    }
}
