package org.tcserver.isobmff;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Reads the payload of one box, or the whole file, sequentially: big-endian values and nested boxes.
 *
 * <p>Confined to one thread, together with all inputs opened from it. A read throws {@link MalformedException} with the
 * name of the value if the box is too short. Any other {@link IOException} is a disk failure.
 */
final class BoxInput {
    private static final int HEADER_BYTES = 8;
    private static final long SIZE_IN_64_BITS = 1;
    private static final long SIZE_TO_END_OF_FILE = 0;

    private final Window window;
    private final Budget budget;
    private final int depth;
    private final long end;
    private long position;

    private BoxInput(BoxInput parent, Box box) {
        window = parent.window;
        budget = parent.budget;
        depth = parent.depth + 1;
        position = box.payloadStart();
        end = box.end();
    }

    /** Reads the whole source, which contains the top-level boxes. */
    BoxInput(MediaSource source) {
        window = new Window(source);
        budget = new Budget();
        depth = 0;
        end = source.length();
    }

    long remaining() {
        return end - position;
    }

    /** Returns whether another box may follow. At the end of a container, fewer bytes than a header are padding. */
    boolean hasBox() {
        return remaining() >= HEADER_BYTES;
    }

    int u8(String what) throws IOException {
        require(1, what);
        return window.u8(position++);
    }

    int u16(String what) throws IOException {
        return (int) unsigned(2, what);
    }

    int u24(String what) throws IOException {
        return (int) unsigned(3, what);
    }

    int i32(String what) throws IOException {
        return (int) unsigned(4, what);
    }

    long u32(String what) throws IOException {
        return unsigned(4, what);
    }

    /** Reads a 64-bit count or time; throws if the top bit is set, because no valid file needs it. */
    long u63(String what) throws IOException {
        long value = unsigned(8, what);
        if (value < 0) {
            throw new MalformedException(what + " beyond 63 bits");
        }
        return value;
    }

    long i64(String what) throws IOException {
        return unsigned(8, what);
    }

    String fourCharacters(String what) throws IOException {
        return new String(bytes(4, what).toArray(), ISO_8859_1);
    }

    /** Reads text up to a zero byte or the end of the box; replaces bytes that are not UTF-8. */
    String text(String what) throws IOException {
        var bytes = rest(what);
        int length = 0;
        while (length < bytes.length() && bytes.at(length) != 0) {
            length++;
        }
        return new String(bytes.slice(0, length).toArray(), UTF_8);
    }

    Bytes bytes(long count, String what) throws IOException {
        require(count, what);
        if (count > IsoParameters.MAX_LOADED_BYTES) {
            throw new MalformedException(what + " of " + count + " bytes is too long");
        }
        var bytes = window.bytes(position, (int) count);
        position += count;
        return bytes;
    }

    /** Reads the rest of the box. */
    Bytes rest(String what) throws IOException {
        return bytes(remaining(), what);
    }

    void skip(long count, String what) throws MalformedException {
        require(count, what);
        position += count;
    }

    /**
     * Reads the number of entries of the table that follows; checks it against the remaining bytes and the budget.
     *
     * @param bytesPerEntry at least 1
     */
    int entryCount(int bytesPerEntry, String what) throws IOException {
        long count = u32(what + " entry count");
        requireEntries(count, bytesPerEntry, what);
        return (int) count;
    }

    /** Checks {@code count} table entries against the remaining bytes and the budget. */
    void requireEntries(long count, int bytesPerEntry, String what) throws MalformedException {
        if (count > remaining() / bytesPerEntry) {
            throw new MalformedException(what + " counts " + count + " entries, more than it has room for");
        }
        budget.takeEntries(count);
    }

    /**
     * Reads the header of the next box and skips its payload, which the caller may {@link #open open} at any time. Only
     * a top-level {@code mdat} box may extend beyond the end of the file: the rest of such a file is still readable.
     */
    Box nextBox() throws IOException {
        budget.takeBox();
        long start = position;
        long size = u32("box size");
        var type = fourCharacters("box type");
        if (size == SIZE_IN_64_BITS) {
            size = u63("64-bit box size");
        } else if (size == SIZE_TO_END_OF_FILE && depth == 0) {
            size = end - start;
        }
        long headerLength = position - start;
        if (size < headerLength) {
            throw new MalformedException(named(type, start) + " is smaller than its header");
        }
        return boxOf(type, start, size);
    }

    BoxInput open(Box box) throws MalformedException {
        if (depth == IsoParameters.MAX_DEPTH) {
            throw new MalformedException("boxes nested deeper than " + IsoParameters.MAX_DEPTH);
        }
        return new BoxInput(this, box);
    }

    private Box boxOf(String type, long start, long size) throws MalformedException {
        boolean cutOff = size > end - start;
        if (cutOff && !(depth == 0 && type.equals("mdat"))) {
            throw new MalformedException(named(type, start) + " reaches beyond the end of "
                    + (depth == 0 ? "the file" : "the box around it"));
        }
        var box = new Box(type, start, position, cutOff ? end : start + size, cutOff);
        position = box.end();
        return box;
    }

    private static String named(String type, long start) {
        return "box " + FourCharacters.shown(type) + " at byte " + start;
    }

    private long unsigned(int count, String what) throws IOException {
        require(count, what);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | window.u8(position++);
        }
        return value;
    }

    private void require(long count, String what) throws MalformedException {
        if (count < 0 || count > remaining()) {
            throw new MalformedException("truncated " + what);
        }
    }
}
