package org.tcserver.rtmfp.crypto;

/** The Internet checksum (RFC 7425 §4.7.3.1). Stateless. */
final class SimpleChecksum {
    static final int LENGTH = 2;

    private SimpleChecksum() {}

    /** Returns the checksum of {@code bytes} from {@code from} to {@code to}, exclusive: at most 65536 bytes. */
    static int of(byte[] bytes, int from, int to) {
        int sum = 0;
        int position = from;
        for (; position < to - 1; position += 2) {
            sum += (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff);
        }
        if (position < to) {
            sum += bytes[position] & 0xff;
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        sum += sum >>> 16;
        return ~sum & 0xffff;
    }
}
