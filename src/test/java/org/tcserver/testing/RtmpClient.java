package org.tcserver.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * A small RTMP client. Its own thread reads continuously (or as its settings say), acknowledges, and answers pings.
 * Other messages wait in a queue until a test takes them. Sending is thread-safe; only one thread may take messages.
 */
public final class RtmpClient extends TcClient {
    private static final int CHUNK_SIZE = 4096;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final PacedInput input;
    private final Chunks.Reader chunks;
    private final ReentrantLock writing = new ReentrantLock();
    private final List<RtmpMessage> protocolControl = new CopyOnWriteArrayList<>();
    private final RtmpClientSettings settings;
    private long ackEvery;
    private long acked;

    RtmpClient(RtmpClientSettings settings) throws IOException {
        super("rtmp");
        this.settings = settings;
        ackEvery = settings.ackEvery();
        if (settings.receiveBuffer() > 0) {
            socket.setReceiveBufferSize(settings.receiveBuffer());
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 10_000);
        var stream = TlsFiles.layer(socket, settings.tls());
        out = stream.getOutputStream();
        input = new PacedInput(stream.getInputStream(), settings.bytesPerSecond());
        var data = new DataInputStream(new BufferedInputStream(input, 4096));
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        (settings.digest() ? Handshake.DIGEST : Handshake.SIMPLE).perform(data, out, new Random(settings.port()));
        socket.setSoTimeout(0);
        chunks = new Chunks.Reader(data);
        Thread.ofVirtual().name("rtmp-client-reader").start(this::readAll);
        send(
                2,
                0,
                RtmpMessage.SET_CHUNK_SIZE,
                0,
                new ByteWriter().u32(CHUNK_SIZE).toBytes());
    }

    public static RtmpClientSettings to(int port) {
        return RtmpClientSettings.to(port);
    }

    /** Connects, shakes hands and connects to the app. */
    public static RtmpClient connected(int port, String app) throws IOException, InterruptedException {
        var client = to(port).open();
        client.connectTo(app);
        return client;
    }

    @Override
    public String localAddress() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    int port() {
        return settings.port();
    }

    @Override
    public void send(int streamId, int type, long timestamp, Bytes payload) throws IOException {
        var chunkStreamId = switch (type) {
            case RtmpMessage.AUDIO -> 4;
            case RtmpMessage.DATA -> 5;
            case RtmpMessage.VIDEO -> 6;
            default -> 3;
        };
        send(chunkStreamId, streamId, type, timestamp, payload);
    }

    /** Sends a message on a given chunk stream. */
    public void send(int chunkStreamId, int streamId, int type, long timestamp, Bytes payload) throws IOException {
        var message = new RtmpMessage(type, streamId, timestamp, payload, 0);
        var size = type == RtmpMessage.SET_CHUNK_SIZE ? 128 : CHUNK_SIZE;
        sendRaw(Chunks.write(chunkStreamId, size, message));
    }

    /** Sends these bytes unchanged. */
    public void sendRaw(Bytes bytes) throws IOException {
        writing.lock();
        try {
            out.write(bytes.toArray());
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Returns the messages of types 1, 2, 3, 5 and 6 so far. */
    public List<RtmpMessage> protocolControl() {
        return List.copyOf(protocolControl);
    }

    public long receivedBytes() {
        return input.count();
    }

    /** Pauses or resumes reading. Paused, it leaves all data in the socket. */
    public void stopReading(boolean stop) {
        input.stopReading(stop);
    }

    private void readAll() {
        try {
            while (true) {
                var message = chunks.readChunk();
                if (message != null) {
                    handle(message);
                }
                acknowledge();
            }
        } catch (IOException e) {
            ended(e.toString());
        }
    }

    private void handle(RtmpMessage message) throws IOException {
        switch (message.type()) {
            case RtmpMessage.SET_CHUNK_SIZE -> chunks.chunkSize((int) number(message));
            case RtmpMessage.ABORT -> chunks.abort((int) number(message));
            case RtmpMessage.WINDOW_ACK_SIZE -> adoptWindow(number(message));
            default -> {}
        }
        if (message.type() != RtmpMessage.USER_CONTROL && message.type() <= RtmpMessage.SET_PEER_BANDWIDTH) {
            protocolControl.add(message);
        } else if (!answerPing(message)) {
            received(message);
        }
    }

    private void adoptWindow(long size) {
        if (settings.ackEvery() == RtmpClientSettings.AS_ASKED) {
            ackEvery = Math.max(1, size / 2);
        }
    }

    private void acknowledge() throws IOException {
        if (ackEvery > 0 && input.count() - acked >= ackEvery) {
            acked = input.count();
            send(
                    2,
                    0,
                    RtmpMessage.ACKNOWLEDGEMENT,
                    0,
                    new ByteWriter().u32(acked & 0xffffffffL).toBytes());
        }
    }

    private boolean answerPing(RtmpMessage message) throws IOException {
        var isPing = message.type() == RtmpMessage.USER_CONTROL
                && message.payload().length() >= 6
                && message.payload().at(1) == 6;
        if (isPing) {
            var pong = new ByteWriter().u16(7).bytes(message.payload().slice(2)).toBytes();
            send(2, 0, RtmpMessage.USER_CONTROL, 0, pong);
        }
        return isPing;
    }

    private static long number(RtmpMessage message) throws IOException {
        return new ByteReader(message.payload()).u32("number");
    }

    @Override
    public void disconnect() throws IOException {
        socket.close();
    }

    /** Resets the connection: the server's next write or read fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
