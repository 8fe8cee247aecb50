package org.tcserver.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * Clients from one address that try to exhaust a server's memory. Each sends prepared bytes, then neither reads nor
 * disconnects. Thread-safe.
 */
public final class MemoryAttack implements AutoCloseable {
    /** A loopback address that other test clients do not use. */
    private static final String FROM = "127.0.0.9";

    private static final int NAME_CHARS = 4000;
    private static final int CONNECTING_AT_ONCE = 64;

    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Semaphore connecting = new Semaphore(CONNECTING_AT_ONCE);

    /**
     * Connects {@code clients} clients to {@code port}, and each sends {@code bytes}. Returns when all have sent them
     * or were disconnected.
     */
    public void run(int clients, int port, Bytes bytes) throws InterruptedException {
        run(clients, port, client -> bytes);
    }

    /** Does the same with different bytes for each client. */
    public void run(int clients, int port, IntFunction<Bytes> bytes) throws InterruptedException {
        var done = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            int client = i;
            Thread.ofVirtual().start(() -> {
                try {
                    send(port, bytes.apply(client));
                } catch (IOException e) {
                    // The server may close any of these connections.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
    }

    private void send(int port, Bytes bytes) throws IOException, InterruptedException {
        Socket socket;
        connecting.acquire();
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(FROM), 0);
        } finally {
            connecting.release();
        }
        sockets.add(socket);
        socket.getOutputStream().write(bytes.toArray());
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    /** Returns an RTMP handshake without commands. */
    public static Bytes rtmpHandshake() {
        return new ByteWriter().u8(3).bytes(Bytes.wrap(new byte[2 * 1536])).toBytes();
    }

    /** Returns a handshake and a {@code connect} to the App {@code attack}. */
    public static Bytes rtmpConnect() {
        var object = Map.<String, Object>of("app", "attack", "tcUrl", "rtmp://127.0.0.1/attack");
        return new ByteWriter()
                .bytes(rtmpHandshake())
                .bytes(command(0, "connect", 1.0, object))
                .toBytes();
    }

    /** Appends the start of 1000 chunk streams to {@code before}. */
    public static Bytes chunkStreams(Bytes before) {
        var out = new ByteWriter().bytes(before);
        for (int id = 64; id < 1064; id++) {
            out.u8(1).u8((id - 64) & 0xff).u8((id - 64) >> 8).bytes(Bytes.wrap(new byte[11]));
        }
        return out.toBytes();
    }

    /** Appends the starts of 60 long RTMP messages to {@code before}, all incomplete. */
    public static Bytes unfinished(Bytes before) {
        var out = new ByteWriter().bytes(before);
        for (int id = 3; id < 63; id++) {
            out.u8(id)
                    .bytes(Bytes.ofHex("000000" + "0fffff" + "08" + "01000000"))
                    .bytes(Bytes.wrap(new byte[128]));
        }
        return out.toBytes();
    }

    /** Plays 1000 streams with long names. */
    public static Bytes plays() {
        var out = new ByteWriter().bytes(rtmpConnect());
        for (int i = 1; i <= 1000; i++) {
            out.bytes(command(0, "createStream", 0.0, Amf0.Nothing.NULL));
            out.bytes(command(i, "play", 0.0, Amf0.Nothing.NULL, "x".repeat(NAME_CHARS) + i));
        }
        return out.toBytes();
    }

    /** Publishes data and subscribes to it, but never reads. */
    public static Bytes unread(int client) {
        var out = new ByteWriter().bytes(rtmpConnect());
        var name = "stream" + client;
        out.bytes(command(0, "createStream", 0.0, Amf0.Nothing.NULL));
        out.bytes(command(0, "createStream", 0.0, Amf0.Nothing.NULL));
        out.bytes(command(1, "publish", 0.0, Amf0.Nothing.NULL, name));
        out.bytes(command(2, "play", 0.0, Amf0.Nothing.NULL, name));
        for (int i = 0; i < 30; i++) {
            out.bytes(message(1, RtmpMessage.DATA, Amf0.write("onCuePoint", "y".repeat(60_000))));
        }
        return out.toBytes();
    }

    /** Starts a command of 16 MB before {@code connect}. */
    public static Bytes longCommand() {
        return new ByteWriter()
                .bytes(rtmpHandshake())
                .bytes(Bytes.ofHex("03000000" + "ffffff" + "14" + "00000000"))
                .bytes(Bytes.wrap(new byte[1 << 20]))
                .toBytes();
    }

    /** Returns a WebSocket upgrade without messages. */
    public static Bytes webSocket() {
        return Bytes.wrap(RawWebSocket.UPGRADE.getBytes(StandardCharsets.US_ASCII));
    }

    /** Opens 4000 RTWebSocket flows, after {@code connect} if {@code connect} is true. */
    public static Bytes flows(boolean connect) {
        var out = new ByteWriter().bytes(webSocket());
        frame(out, "10" + "00" + "544304" + "00");
        if (connect) {
            var object = Map.<String, Object>of("app", "attack", "tcUrl", "rtmp://127.0.0.1/attack");
            frame(
                    out,
                    "1d" + "00" + "14" + "00000000"
                            + Amf0.write("connect", 1.0, object).toHex());
        }
        for (int id = 1; id < 4000; id++) {
            var vlu = id < 128 ? "%02x".formatted(id) : "%02x%02x".formatted(0x80 | id >> 7, id & 0x7f);
            frame(out, "10" + vlu + "544304" + "00");
        }
        return out.toBytes();
    }

    private static void frame(ByteWriter out, String hex) {
        out.bytes(RawWebSocket.masked(RawWebSocket.BINARY, Bytes.ofHex(hex)));
    }

    private static Bytes command(int streamId, Object... values) {
        return message(streamId, RtmpMessage.COMMAND, Amf0.write(values));
    }

    private static Bytes message(int streamId, int type, Bytes payload) {
        return Chunks.write(3, 128, new RtmpMessage(type, streamId, 0, payload, 0));
    }
}
