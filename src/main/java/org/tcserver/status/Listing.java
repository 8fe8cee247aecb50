package org.tcserver.status;

import java.util.stream.Stream;
import org.tcserver.event.Members;

/** A list that clients read in pages. Thread-safe. */
public interface Listing {
    /**
     * An entry.
     *
     * @param number greater than the numbers of all previous entries
     */
    record Entry(long number, Members members) {}

    /** Returns entries with numbers above {@code after}, in ascending order; each is created on demand. */
    Stream<Entry> entries(long after, int limit);
}
