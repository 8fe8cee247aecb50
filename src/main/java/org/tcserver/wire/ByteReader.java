package org.tcserver.wire;

/**
 * Reads big-endian values from {@link Bytes}, and checks each read against the remaining bytes.
 *
 * <p>Confined to the thread that created it. A read throws {@link MalformedException} with the name of the value if too
 * few bytes remain.
 */
public final class ByteReader {
    private final Bytes bytes;
    private int position;

    public ByteReader(Bytes bytes) {
        this.bytes = bytes;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return bytes.length() - position;
    }

    public boolean hasRemaining() {
        return position < bytes.length();
    }

    public int u8(String what) throws MalformedException {
        require(1, what);
        return bytes.at(position++);
    }

    /** Returns the next byte as 0 to 255, without consuming it. */
    public int peekU8(String what) throws MalformedException {
        require(1, what);
        return bytes.at(position);
    }

    public int u16(String what) throws MalformedException {
        return (int) unsigned(2, what);
    }

    public int u24(String what) throws MalformedException {
        return (int) unsigned(3, what);
    }

    public int i32(String what) throws MalformedException {
        return (int) unsigned(4, what);
    }

    public long u32(String what) throws MalformedException {
        return unsigned(4, what);
    }

    public long i64(String what) throws MalformedException {
        return unsigned(8, what);
    }

    public double f64(String what) throws MalformedException {
        return Double.longBitsToDouble(i64(what));
    }

    /** Returns a slice of the next {@code count} bytes, which shares their array. */
    public Bytes bytes(long count, String what) throws MalformedException {
        require(count, what);
        var slice = bytes.slice(position, (int) count);
        position += (int) count;
        return slice;
    }

    /** Returns a slice of all remaining bytes, possibly empty. */
    public Bytes rest() {
        var slice = bytes.slice(position);
        position = bytes.length();
        return slice;
    }

    public void skip(long count, String what) throws MalformedException {
        require(count, what);
        position += (int) count;
    }

    private long unsigned(int count, String what) throws MalformedException {
        require(count, what);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes.at(position++);
        }
        return value;
    }

    private void require(long count, String what) throws MalformedException {
        if (count < 0 || count > remaining()) {
            throw new MalformedException("truncated " + what);
        }
    }
}
