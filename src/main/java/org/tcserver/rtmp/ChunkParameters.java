package org.tcserver.rtmp;

/** Limits of what a peer can make a {@link ChunkReader} hold. */
final class ChunkParameters {
    /** RTMP 1.0 §5.4.1. */
    static final int DEFAULT_CHUNK_SIZE = 128;

    /** Chunk streams that one connection may ever use. Real clients use fewer than ten; an entry costs about 80 bytes. */
    static final int MAX_CHUNK_STREAMS = 1024;

    /** Chunk streams that may hold a part of a message at the same time. */
    static final int MAX_PARTIAL_MESSAGES = 64;

    /** Allocated for all unfinished messages together: the largest message that there is, and 1 MiB beside it. */
    static final int MAX_PARTIAL_BYTES = 17 << 20;

    /** So little in unfinished messages is not counted for all connections together: most frames are no longer. */
    static final int UNTOLD_PARTIAL_BYTES = 16 << 10;

    /** Allocated for a message on the strength of its header alone. More comes as the data comes. */
    static final int FIRST_ALLOCATION = 64 << 10;

    /** As {@link #FIRST_ALLOCATION} where the chunk stream has already carried a message that long. */
    static final int TRUSTED_ALLOCATION = 1 << 20;

    private ChunkParameters() {}
}
