package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Packet Fragment: a part of a plain packet that is too long for the path (RFC 7016 §2.3.1).
 *
 * @param moreFragments whether further fragments follow
 * @param fragmentNumber starts at 0
 * @param packetFragment never empty
 */
public record Fragment(boolean moreFragments, long packetId, long fragmentNumber, Bytes packetFragment)
        implements Chunk {
    private static final int MORE_FRAGMENTS = 0x80;

    /** Splits a plain packet into fragments of at most {@code maxBytes} bytes. */
    public static List<Fragment> cut(Bytes packet, long packetId, int maxBytes) {
        var fragments = new ArrayList<Fragment>();
        for (int from = 0; from < packet.length(); from += maxBytes) {
            int count = Math.min(maxBytes, packet.length() - from);
            boolean more = from + count < packet.length();
            fragments.add(new Fragment(more, packetId, fragments.size(), packet.slice(from, count)));
        }
        return fragments;
    }

    static Fragment read(ByteReader in) throws MalformedException {
        int flags = in.u8("fragment flags");
        var fragment = new Fragment(
                (flags & MORE_FRAGMENTS) != 0,
                ExactVlu.read(in, "packet ID"),
                ExactVlu.read(in, "fragment number"),
                in.rest());
        if (fragment.packetFragment.isEmpty()) {
            throw new MalformedException("empty packet fragment");
        }
        return fragment;
    }

    @Override
    public ChunkType type() {
        return ChunkType.FRAGMENT;
    }

    @Override
    public int payloadLength() {
        return 1 + Vlu.length(packetId) + Vlu.length(fragmentNumber) + packetFragment.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        out.u8(moreFragments ? MORE_FRAGMENTS : 0);
        Vlu.write(out, packetId);
        Vlu.write(out, fragmentNumber);
        out.bytes(packetFragment);
    }
}
