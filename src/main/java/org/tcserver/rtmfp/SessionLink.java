package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.chunk.PacketMode;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketSealer;
import org.tcserver.rtmfp.crypto.SessionKeys;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The packet layer of one session: adds headers to packets, encrypts them into datagrams, and decrypts datagrams into
 * packets. Confined to its session's thread.
 */
final class SessionLink {
    /** The longest packet header: flags, timestamp and echo. */
    private static final int PACKET_HEADER_BYTES = 5;

    private final EndpointContext context;
    private final PacketSealer sealer;
    private final PacketOpener opener;
    private final int sendSessionId;
    private final PacketMode nearMode;
    private final RoundTrip roundTrip;
    private long receivedBytes;
    private long sentBytes;
    private Path path;

    SessionLink(EndpointContext context, SessionKeys keys, int sendSessionId, PacketMode nearMode, Path path) {
        this.context = context;
        roundTrip = new RoundTrip(context.figures());
        this.sealer = keys.sealer(context.scratch());
        this.opener = keys.opener(context.scratch());
        this.sendSessionId = sendSessionId;
        this.nearMode = nearMode;
        this.path = path;
    }

    /** Returns the path to the far end (DESTADDR). */
    Path path() {
        return path;
    }

    void moveTo(Path newPath) {
        path = newPath;
        roundTrip.resetBase();
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    SessionTraffic traffic() {
        return new SessionTraffic(
                receivedBytes, sentBytes, Math.max(roundTrip.isMeasured() ? 1 : 0, roundTrip.smoothedNanos()));
    }

    /** Decrypts {@code datagram}. Returns null if it is not a packet of this session's far end. */
    @Nullable Packet open(ByteBuffer datagram) {
        Bytes plain = opener.open(datagram);
        if (plain == null) {
            return null;
        }
        receivedBytes += datagram.remaining();
        try {
            var packet = Packet.read(plain);
            var mode = packet.header().mode();
            return mode == nearMode || mode == PacketMode.STARTUP ? null : packet;
        } catch (MalformedException e) {
            return null;
        }
    }

    DataPacket newPacket() {
        return new DataPacket(sealer.maxPacketLength());
    }

    /** Sends {@code packet}, marked as time-critical if it has user data. */
    void send(DataPacket packet, long nowNanos) {
        send(packet, path, nowNanos);
    }

    /** Sends one chunk in a packet of its own, along any path. */
    void send(Chunk chunk, Path along, long nowNanos) {
        var packet = newPacket();
        if (packet.offer(chunk)) {
            send(packet, along, nowNanos);
        }
    }

    /** Sends {@code chunk} in a packet of any length that it needs. */
    void sendAlone(Chunk chunk, long nowNanos) {
        var packet = new DataPacket(PACKET_HEADER_BYTES + chunk.length());
        if (packet.offer(chunk)) {
            send(packet, path, nowNanos);
        }
    }

    private void send(DataPacket packet, Path along, long nowNanos) {
        var header = new PacketHeader(
                nearMode,
                packet.hasUserData(),
                context.timeCriticality().isReceivingElsewhere(this, nowNanos),
                RoundTrip.timestamp(nowNanos),
                roundTrip.timestampEcho(nowNanos));
        var plain = context.packet();
        packet.assemble(header).write(plain);
        var out = context.datagram();
        sealer.seal(sendSessionId, plain.view(), out.clear());
        sentBytes += out.flip().remaining();
        context.sink().send(out, along);
    }
}
