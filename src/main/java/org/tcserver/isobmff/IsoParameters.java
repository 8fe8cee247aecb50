package org.tcserver.isobmff;

/** Limits on reading files. They allow all real files, and bound the time and memory that a malicious file can cost. */
final class IsoParameters {
    /** Bytes to read at once. Box headers and tables are read through a window of this size. */
    static final int WINDOW_BYTES = 16 * 1024;

    /** Maximum nesting of boxes; the configuration of a sample entry is at depth 9. */
    static final int MAX_DEPTH = 16;

    /** Maximum number of boxes in one file. A day of one-second fragments has fewer than a million. */
    static final int MAX_BOXES = 4_000_000;

    /** Maximum number of bytes to load from one box: parameter sets and names, never tables or media. */
    static final int MAX_LOADED_BYTES = 256 * 1024;

    /** Maximum total number of table entries, enough for weeks of samples. */
    static final long MAX_TABLE_ENTRIES = 64L * 1024 * 1024;

    static final int MAX_TRACKS = 64;
    static final int MAX_SAMPLE_ENTRIES = 64;
    static final int MAX_BRANDS = 64;
    static final int MAX_EDITS = 1024;

    /**
     * Number of samples at the start of a track to search for the earliest presentation time. Reordering spans at most
     * 16.
     */
    static final int HEAD_SAMPLES = 64;

    private IsoParameters() {}
}
