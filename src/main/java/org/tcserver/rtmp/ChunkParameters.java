package org.tcserver.rtmp;

/** Limits on the memory that a peer can make a {@link ChunkReader} use. */
final class ChunkParameters {
    /** The chunk size before a Set Chunk Size message (RTMP 1.0 §5.4.1). */
    static final int DEFAULT_CHUNK_SIZE = 128;

    /** The number of chunk streams per connection. Real clients use fewer than ten. */
    static final int MAX_CHUNK_STREAMS = 1024;

    /** The number of chunk streams that may have an unfinished message at the same time. */
    static final int MAX_PARTIAL_MESSAGES = 64;

    /** The allocation for all unfinished messages: the largest possible message and 1 MiB. */
    static final int MAX_PARTIAL_BYTES = 17 << 20;

    /** The number of chunk streams before {@code connect}: control, command, and eight more. */
    static final int MAX_EARLY_CHUNK_STREAMS = 10;

    /** The largest message before {@code connect}. */
    static final int MAX_EARLY_MESSAGE_BYTES = 64 << 10;

    /** The allocation for all unfinished messages before {@code connect}. */
    static final int MAX_EARLY_PARTIAL_BYTES = 128 << 10;

    /** Approximate size of a chunk stream, in bytes. */
    static final int CHUNK_STREAM_BYTES = 128;

    /** The allocation for a message when only its header has arrived. It grows as data arrives. */
    static final int FIRST_ALLOCATION = 64 << 10;

    /** The same as {@link #FIRST_ALLOCATION}, for a chunk stream that has already carried a message of that length. */
    static final int TRUSTED_ALLOCATION = 1 << 20;

    private ChunkParameters() {}
}
