package org.tcserver.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable run of bytes: a slice of an array that nobody writes to any more.
 *
 * <p>Immutable, so any thread may hold it. Slices share the array; {@link #copyOf} and {@link #toArray} copy.
 */
public final class Bytes {
    /** What stands for bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\ufffd';

    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Takes over {@code array}: the caller must not write to it afterwards. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    /** Takes over the part of {@code array}: the caller must not write to it afterwards. */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Bytes(array, offset, length);
    }

    public static Bytes copyOf(byte[] array, int offset, int length) {
        return wrap(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** The given values, each 0 to 255: for constants. */
    public static Bytes of(int... values) {
        var array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return wrap(array);
    }

    public static Bytes ofUtf8(String text) {
        return wrap(text.getBytes(UTF_8));
    }

    /** Parses hexadecimal digits of either case, without separators; throws {@link IllegalArgumentException} if bad. */
    public static Bytes ofHex(String digits) {
        return wrap(HexFormat.of().parseHex(digits));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as 0 to 255. */
    public int at(int index) {
        return array[offset + Objects.checkIndex(index, length)] & 0xff;
    }

    /** The bytes from {@code from} on, sharing the array. */
    public Bytes slice(int from) {
        return slice(from, length - from);
    }

    /** {@code count} bytes from {@code from} on, sharing the array. */
    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
    }

    /** The same bytes, but not as a small part of an array that they would keep in memory: a copy then. */
    public Bytes compact() {
        return 2 * length < array.length ? wrap(toArray()) : this;
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only view as a buffer, sharing the array. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).asReadOnlyBuffer();
    }

    /** Copies all bytes to {@code target} at {@code targetOffset}. */
    public void copyTo(byte[] target, int targetOffset) {
        System.arraycopy(array, offset, target, targetOffset, length);
    }

    /** Copies {@code count} bytes from {@code from} on into {@code target}, at its position. */
    public void copyTo(ByteBuffer target, int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        target.put(array, offset + from, count);
    }

    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    /** As UTF-8, or as ISO 8859-1 if it is none, which old encoders send: so nothing of it is lost. */
    public String toText() {
        var text = new String(array, offset, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || ofUtf8(text).equals(this)
                ? text
                : new String(array, offset, length, ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Length and the first bytes: enough to tell slices apart in a test, safe for payloads of any size. */
    @Override
    public String toString() {
        var head = slice(0, Math.min(length, 16)).toHex();
        return "Bytes[" + length + ": " + head + (length > 16 ? "…" : "") + "]";
    }
}
