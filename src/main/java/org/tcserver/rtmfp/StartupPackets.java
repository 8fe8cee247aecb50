package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.chunk.PacketMode;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketSealer;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The packet layer of session startup, which uses the Default Session Key. Fragments long packets (RFC 7016 §3.4).
 * Confined to the endpoint's thread.
 */
final class StartupPackets {
    private static final int FRAGMENT_BYTES = RtmfpParameters.MAX_STARTUP_PACKET_BYTES - 32;

    private final EndpointContext context;
    private final PacketSealer sealer;
    private final PacketOpener opener;
    private long lastPacketId;

    StartupPackets(EndpointContext context) {
        this.context = context;
        sealer = PacketSealer.forStartup(context.scratch());
        opener = PacketOpener.forStartup(context.scratch());
    }

    /** Sends {@code chunk} in a packet of its own. Drops it if it exceeds the limit for unknown far ends. */
    void send(int sessionId, Chunk chunk, Path to, long nowNanos) {
        var header = PacketHeader.startup(RoundTrip.timestamp(nowNanos));
        var packet = new Packet(header, List.of(chunk)).toBytes();
        if (packet.length() <= RtmfpParameters.MAX_STARTUP_PACKET_BYTES) {
            seal(sessionId, packet, to);
        } else if (packet.length() <= RtmfpParameters.MAX_STARTUP_BYTES) {
            for (var fragment : Fragment.cut(packet, ++lastPacketId, FRAGMENT_BYTES)) {
                seal(sessionId, new Packet(header, List.of(fragment)).toBytes(), to);
            }
        }
    }

    /** Decrypts {@code datagram}. Returns null if it is not a startup packet. */
    @Nullable Packet open(ByteBuffer datagram) {
        Bytes plain = opener.open(datagram);
        return plain == null ? null : read(plain);
    }

    static @Nullable Packet read(Bytes plain) {
        try {
            var packet = Packet.read(plain);
            return packet.header().mode() == PacketMode.STARTUP ? packet : null;
        } catch (MalformedException e) {
            return null;
        }
    }

    private void seal(int sessionId, Bytes packet, Path to) {
        var out = context.datagram();
        sealer.seal(sessionId, packet, out.clear());
        context.sink().send(out.flip(), to);
    }
}
