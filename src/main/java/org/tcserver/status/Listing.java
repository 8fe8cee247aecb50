package org.tcserver.status;

import java.util.stream.Stream;
import org.tcserver.event.Members;

/** A list of which clients are shown some entries at a time. Thread-safe. */
public interface Listing {
    /**
     * An entry.
     *
     * @param number higher than those of all entries before
     */
    record Entry(long number, Members members) {}

    /** The entries with a higher number than {@code after}, by ascending number; each is made when it is asked for. */
    Stream<Entry> entries(long after, int limit);
}
