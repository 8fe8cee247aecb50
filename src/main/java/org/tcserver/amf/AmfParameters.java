package org.tcserver.amf;

/**
 * Limits on the values that a message may make its reader build. Real commands and metadata are far below all of them.
 */
public final class AmfParameters {
    /** Maximum nesting of objects, arrays, vectors and dictionaries. */
    public static final int MAX_DEPTH = 32;

    /** Maximum number of values in a message, including nested ones and those repeated by references. */
    public static final int MAX_ELEMENTS = 4096;

    /**
     * Maximum number of characters in the name of a member or class: its UTF-8 length then always fits AMF0's 16 bits.
     */
    public static final int MAX_NAME_CHARS = 16_384;

    /**
     * Maximum number of characters and bytes that references and repeated traits may add to a message's literal
     * content.
     */
    public static final int MAX_REPEATED_SIZE = 1 << 20;

    private AmfParameters() {}
}
