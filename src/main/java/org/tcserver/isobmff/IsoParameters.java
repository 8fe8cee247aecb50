package org.tcserver.isobmff;

/** The bounds of what is read. Generous for real files, and tight enough that no file costs much time or memory. */
final class IsoParameters {
    /** Bytes read at once; box headers and tables are read through a window of this size. */
    static final int WINDOW_BYTES = 16 * 1024;

    /** Boxes within boxes; a sample entry's configuration is at 9. */
    static final int MAX_DEPTH = 16;

    /** Boxes looked at in one file: a day of one-second fragments has under a million. */
    static final int MAX_BOXES = 4_000_000;

    /** The most that is taken into memory of one box: parameter sets and names, never tables or media. */
    static final int MAX_LOADED_BYTES = 256 * 1024;

    /** Entries of all tables together: weeks of samples. */
    static final long MAX_TABLE_ENTRIES = 64L * 1024 * 1024;

    static final int MAX_TRACKS = 64;
    static final int MAX_SAMPLE_ENTRIES = 64;
    static final int MAX_BRANDS = 64;
    static final int MAX_EDITS = 1024;

    /** Samples at the head of a track among which the earliest presented one is sought; reordering reaches 16. */
    static final int HEAD_SAMPLES = 64;

    private IsoParameters() {}
}
