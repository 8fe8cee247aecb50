package org.tcserver.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable sequence of bytes: a slice of an array that no code writes to any more.
 *
 * <p>Immutable, so any thread may use it. Slices share the array; {@link #copyOf} and {@link #toArray} copy.
 */
public final class Bytes {
    /** The decoder's replacement for bytes that are not UTF-8. */
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

    /** Takes over part of {@code array}: the caller must not write to it afterwards. */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Bytes(array, offset, length);
    }

    public static Bytes copyOf(byte[] array, int offset, int length) {
        return wrap(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** Returns the given values, each 0 to 255: for constants. */
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

    /**
     * Parses hexadecimal digits of either case, without separators; throws {@link IllegalArgumentException} if invalid.
     */
    public static Bytes ofHex(String digits) {
        return wrap(HexFormat.of().parseHex(digits));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** Returns the byte at {@code index} as 0 to 255. */
    public int at(int index) {
        return array[offset + Objects.checkIndex(index, length)] & 0xff;
    }

    /** Returns the bytes from {@code from} on, which share the array. */
    public Bytes slice(int from) {
        return slice(from, length - from);
    }

    /** Returns {@code count} bytes from {@code from} on, which share the array. */
    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
    }

    /** Returns the same bytes; copies them if they are less than half of their array, so that they do not retain it. */
    public Bytes compact() {
        return 2 * length < array.length ? wrap(toArray()) : this;
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Returns a read-only buffer that shares the array. */
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

    /** Decodes UTF-8, or else ISO 8859-1, which old encoders send. No information is lost. */
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

    /** Returns the length and the first 16 bytes, which suffices for tests and is safe for payloads of any size. */
    @Override
    public String toString() {
        var head = slice(0, Math.min(length, 16)).toHex();
        return "Bytes[" + length + ": " + head + (length > 16 ? "…" : "") + "]";
    }
}
