package org.tcserver.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketScratch;
import org.tcserver.rtmfp.crypto.PacketSealer;
import org.tcserver.wire.Bytes;

/** A UDP socket for RTMFP session startup, packet by packet, without automatic replies. For one thread. */
public final class StartupSocket implements AutoCloseable {
    private static final int MAX_DATAGRAM_BYTES = 8192;

    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final PacketScratch scratch = new PacketScratch();
    private final PacketSealer sealer = PacketSealer.forStartup(scratch);
    private final PacketOpener opener = PacketOpener.forStartup(scratch);
    private final ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    private final InetSocketAddress server;

    public StartupSocket(InetSocketAddress server) throws IOException {
        this.server = server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Returns the datagram with these chunks. */
    public Bytes seal(int sessionId, Chunk... chunks) {
        sealer.seal(
                sessionId,
                new Packet(PacketHeader.startup(PacketHeader.ABSENT), List.of(chunks)).toBytes(),
                datagram.clear());
        return Bytes.copyOf(datagram.array(), 0, datagram.position());
    }

    public void send(Chunk chunk) throws IOException {
        sendRaw(seal(0, chunk));
    }

    public void sendRaw(Bytes bytes) throws IOException {
        var array = bytes.toArray();
        socket.send(new DatagramPacket(array, array.length, server));
    }

    /** Returns the next packet, decrypted but not decoded, or null after this timeout. */
    public @Nullable Bytes receive(int millis) throws IOException {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        return opener.open(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
    }

    /** Waits for the next packet and fails without one. */
    public Bytes receive() throws IOException {
        var packet = receive((int) Deadline.PATIENCE.toMillis());
        if (packet == null) {
            throw new AssertionError("no answer, or none of session startup");
        }
        return packet;
    }

    /** Waits for the next packet and returns its first chunk. */
    public Chunk receiveChunk() throws IOException {
        return Packet.read(receive()).chunks().getFirst();
    }

    @Override
    public void close() {
        socket.close();
    }
}
