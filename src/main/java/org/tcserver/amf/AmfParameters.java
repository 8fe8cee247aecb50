package org.tcserver.amf;

/** How much a message may make its reader build. Real commands and metadata stay far below all of these. */
public final class AmfParameters {
    /** Objects, arrays, vectors and dictionaries within each other. */
    public static final int MAX_DEPTH = 32;

    /** Values of a message in all, those within others and those repeated by references included. */
    public static final int MAX_ELEMENTS = 4096;

    /** Characters of a member's or class's name: in UTF-8, its length then always fits AMF0's 16 bits. */
    public static final int MAX_NAME_CHARS = 16_384;

    /** Characters and bytes that references and repeated traits of a message may add to what is literally there. */
    public static final int MAX_REPEATED_SIZE = 1 << 20;

    private AmfParameters() {}
}
