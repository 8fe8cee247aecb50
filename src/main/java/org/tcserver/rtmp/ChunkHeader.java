package org.tcserver.rtmp;

/**
 * The header of one chunk (RTMP 1.0 §5.3.1, errata §4 and §5.1), read without consuming it.
 *
 * <p>One object serves all chunks, since a publisher of a few Gbit/s in small chunks sends millions per second. Fields
 * that the chunk's type lacks keep their values. Confined to the connection's reading thread.
 */
final class ChunkHeader {
    /** The longest form: basic header, message header and extended timestamp. */
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

    /** The offset of the extended timestamp of a type 3 chunk, if it has one. */
    private int basicLength;

    /**
     * Reads a header without consuming it. A type 3 header ends here with its basic header. Its chunk stream determines
     * whether an extended timestamp follows ({@link #repeatsExtendedTimestamp}).
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
     * Checks whether a type 3 chunk repeats the extended timestamp {@code expected}. Errata §5.1 requires this, but
     * some publishers omit it.
     *
     * @return 4 if these four bytes follow, 0 if other bytes follow, or −1 if more bytes are needed to decide
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
