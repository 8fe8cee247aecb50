package org.tcserver.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;

/** Writes big-endian values into a growing array. Confined to the thread that created it. */
public final class ByteWriter {
    private byte[] array;
    private int length;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int expectedLength) {
        array = new byte[expectedLength];
    }

    public int length() {
        return length;
    }

    /** Returns the size of the array, including unused bytes. */
    public int capacity() {
        return array.length;
    }

    @CanIgnoreReturnValue
    public ByteWriter u8(int value) {
        ensure(1);
        array[length++] = (byte) value;
        return this;
    }

    @CanIgnoreReturnValue
    public ByteWriter u16(int value) {
        return unsigned(value, 2);
    }

    @CanIgnoreReturnValue
    public ByteWriter u24(int value) {
        return unsigned(value, 3);
    }

    @CanIgnoreReturnValue
    public ByteWriter u32(long value) {
        return unsigned(value, 4);
    }

    @CanIgnoreReturnValue
    public ByteWriter i64(long value) {
        return unsigned(value, 8);
    }

    @CanIgnoreReturnValue
    public ByteWriter f64(double value) {
        return i64(Double.doubleToRawLongBits(value));
    }

    @CanIgnoreReturnValue
    public ByteWriter bytes(Bytes value) {
        ensure(value.length());
        value.copyTo(array, length);
        length += value.length();
        return this;
    }

    /** Writes the text in UTF-8, without a length. */
    @CanIgnoreReturnValue
    public ByteWriter utf8(String text) {
        return bytes(Bytes.wrap(text.getBytes(UTF_8)));
    }

    /** Discards the content and keeps the array for reuse. */
    @CanIgnoreReturnValue
    public ByteWriter clear() {
        length = 0;
        return this;
    }

    /** Returns the content without a copy; valid until the next write or {@link #clear}. */
    public Bytes view() {
        return Bytes.wrap(array, 0, length);
    }

    /** Returns a copy of the content. */
    public Bytes toBytes() {
        return Bytes.copyOf(array, 0, length);
    }

    @CanIgnoreReturnValue
    private ByteWriter unsigned(long value, int count) {
        ensure(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            array[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void ensure(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(length + count, 2 * array.length));
        }
    }
}
