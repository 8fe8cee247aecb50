package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/** Limits the number of boxes and table entries to read from one file. Confined to one thread. */
final class Budget {
    private int boxesLeft = IsoParameters.MAX_BOXES;
    private long entriesLeft = IsoParameters.MAX_TABLE_ENTRIES;

    void takeBox() throws MalformedException {
        if (boxesLeft-- == 0) {
            throw new MalformedException("more than " + IsoParameters.MAX_BOXES + " boxes");
        }
    }

    void takeEntries(long count) throws MalformedException {
        entriesLeft -= count;
        if (entriesLeft < 0) {
            throw new MalformedException("more than " + IsoParameters.MAX_TABLE_ENTRIES + " table entries");
        }
    }
}
