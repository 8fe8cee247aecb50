package org.tcserver.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/**
 * Collects a PROXY header of either version as its bytes arrive, and reads no byte beyond it. Confined to the
 * connection's reading thread.
 */
public final class ProxyHeaderReader {
    private static final byte[] TEXT_START = "PROXY ".getBytes(US_ASCII);
    private static final byte[] BINARY_START = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    /** Received bytes up to the position. The limit is a position that the header certainly reaches. */
    private ByteBuffer header = ByteBuffer.allocate(TextProxyHeader.MAX_BYTES).limit(TextProxyHeader.MIN_BYTES);

    /** Returns the buffer for the next bytes. */
    public ByteBuffer room() {
        return header;
    }

    /** Returns whether no byte has arrived yet. */
    public boolean isEmpty() {
        return header.position() == 0;
    }

    /** Returns the header, or null while bytes are missing. The caller reads them into {@link #room}. */
    public @Nullable ProxyHeader next() throws MalformedException {
        if (isEmpty()) {
            return null;
        }
        if (beginsLike(BINARY_START)) {
            return nextBinary();
        }
        if (beginsLike(TEXT_START)) {
            return nextText();
        }
        throw new MalformedException("no PROXY header of version 1 or 2");
    }

    private boolean beginsLike(byte[] start) {
        int count = Math.min(header.position(), start.length);
        return header.slice(0, count).equals(ByteBuffer.wrap(start, 0, count));
    }

    private @Nullable ProxyHeader nextBinary() throws MalformedException {
        int count = header.position();
        if (count < BinaryProxyHeader.FIXED_BYTES) {
            header.limit(BinaryProxyHeader.FIXED_BYTES);
            return null;
        }
        int length = BinaryProxyHeader.length(header);
        if (length > header.capacity()) {
            header = ByteBuffer.allocate(length).put(header.flip());
        }
        header.limit(length);
        return count < length ? null : BinaryProxyHeader.read(header.slice(0, length));
    }

    /** Reads a version 1 header. It ends with CR LF, so at least two more bytes are missing, or one after CR. */
    private @Nullable ProxyHeader nextText() throws MalformedException {
        int count = header.position();
        boolean hasReturn = header.get(count - 1) == '\r';
        if (count > 1 && header.get(count - 1) == '\n' && header.get(count - 2) == '\r') {
            return TextProxyHeader.read(new String(header.array(), 0, count - 2, US_ASCII));
        }
        if (count == TextProxyHeader.MAX_BYTES) {
            throw new MalformedException("a PROXY line longer than " + TextProxyHeader.MAX_BYTES + " bytes");
        }
        int atLeast = Math.min(count + (hasReturn ? 1 : 2), TextProxyHeader.MAX_BYTES);
        header.limit(Math.max(TextProxyHeader.MIN_BYTES, atLeast));
        return null;
    }
}
