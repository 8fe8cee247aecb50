package org.tcserver.rtmp;

/** Limits of what a peer can make a {@link ChunkReader} hold. */
final class ChunkParameters {
    /** RTMP 1.0 §5.4.1. */
    static final int DEFAULT_CHUNK_SIZE = 128;

    /** Chunk streams that one connection may ever use. Real clients use fewer than ten. */
    static final int MAX_CHUNK_STREAMS = 1024;

    /** Chunk streams that may hold a part of a message at the same time. */
    static final int MAX_PARTIAL_MESSAGES = 64;

    /** Allocated for all unfinished messages together: the largest message that there is, and 1 MiB beside it. */
    static final int MAX_PARTIAL_BYTES = 17 << 20;

    /** Chunk streams before {@code connect}: control and command, and eight more. */
    static final int MAX_EARLY_CHUNK_STREAMS = 10;

    /** The largest message before {@code connect}. */
    static final int MAX_EARLY_MESSAGE_BYTES = 64 << 10;

    /** Allocated for all unfinished messages together before {@code connect}. */
    static final int MAX_EARLY_PARTIAL_BYTES = 128 << 10;

    /** About what a chunk stream takes, in bytes. */
    static final int CHUNK_STREAM_BYTES = 128;

    /** Allocated for a message on the strength of its header alone. More comes as the data comes. */
    static final int FIRST_ALLOCATION = 64 << 10;

    /** As {@link #FIRST_ALLOCATION} where the chunk stream has already carried a message that long. */
    static final int TRUSTED_ALLOCATION = 1 << 20;

    private ChunkParameters() {}
}
