package org.tcserver.rtmp;

/**
 * The header of one chunk (RTMP 1.0 §5.3.1, errata §4 and §5.1), read ahead of its use.
 *
 * <p>A scratch object, used again for every chunk: a publisher of a few Gbit/s in small chunks sends millions of them
 * a second. Fields that the chunk's type lacks are left as they were. Confined to the connection's reading thread.
 */
final class ChunkHeader {
    /** Basic header, message header and extended timestamp of the longest form. */
    static final int MAX_LENGTH = 3 + 11 + 4;

    private static final int EXTENDED = 0xffffff;
    private static final int[] MESSAGE_HEADER_LENGTH = {11, 7, 3, 0};

    int type;
    int chunkStreamId;
    boolean extended;
    int timestamp;
    int messageLength;
    int messageTypeId;
    int messageStreamId;

    /** Where the extended timestamp of a type 3 chunk would stand. */
    private int basicLength;

    /**
     * Reads a header without consuming it. Type 3 ends with its basic header here: whether an extended timestamp
     * follows depends on the chunk stream ({@link #repeatsExtendedTimestamp}).
     *
     * @return the header's length, or 0 if more bytes are needed
     */
    int peek(ChunkInput input) {
        if (input.remaining() == 0) {
            return 0;
        }
        int first = input.peek(0);
        type = first >> 6;
        int idField = first & 0x3f;
        basicLength = idField == 0 ? 2 : idField == 1 ? 3 : 1;
        int length = basicLength + MESSAGE_HEADER_LENGTH[type];
        if (input.remaining() < length) {
            return 0;
        }
        chunkStreamId = chunkStreamId(input, idField);
        return type == 3 ? length : peekMessageHeader(input, length);
    }

    private static int chunkStreamId(ChunkInput input, int idField) {
        return switch (idField) {
            case 0 -> input.peek(1) + 64;
            case 1 -> input.peek(1) + (input.peek(2) << 8) + 64;
            default -> idField;
        };
    }

    private int peekMessageHeader(ChunkInput input, int length) {
        timestamp = input.peek(basicLength, 3);
        extended = timestamp == EXTENDED;
        if (type <= 1) {
            messageLength = input.peek(basicLength + 3, 3);
            messageTypeId = input.peek(basicLength + 6);
        }
        if (type == 0) {
            messageStreamId = Integer.reverseBytes(input.peek(basicLength + 7, 4));
        }
        if (!extended) {
            return length;
        }
        if (input.remaining() < length + 4) {
            return 0;
        }
        timestamp = input.peek(length, 4);
        return length + 4;
    }

    /**
     * How a type 3 chunk continues after its basic header, where errata §5.1 wants {@code expected} repeated and some
     * publishers leave it out: 4 if these four bytes follow, 0 if others do, −1 if more bytes are needed to tell.
     */
    int repeatsExtendedTimestamp(ChunkInput input, int expected) {
        for (int i = 0; i < 4; i++) {
            if (input.remaining() <= basicLength + i) {
                return -1;
            }
            if (input.peek(basicLength + i) != (expected >>> (24 - 8 * i) & 0xff)) {
                return 0;
            }
        }
        return 4;
    }
}
