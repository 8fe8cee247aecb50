package org.tcserver.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.Vlu;

/**
 * A small RTWebSocket client, independent of the server's code. It acknowledges at the server's window and after 200
 * ms. It sends fragments of at most 1400 bytes.
 */
public final class RtwsClient extends TcClient {
    private static final int FRAGMENT = 1400;
    private static final int HEAD = 5;
    private static final long ACK_NANOS = 200_000_000;
    private static final int NONE = -1;
    private static final int FLOW_SYNC = 34;

    /** Settings of a client. 0 means the default receive buffer, or no rate limit. */
    public record Settings(
            int port,
            int receiveBuffer,
            int bytesPerSecond,
            String headers,
            @Nullable SSLContext tls) {
        public Settings(int port, int receiveBuffer, int bytesPerSecond, String headers) {
            this(port, receiveBuffer, bytesPerSecond, headers, null);
        }

        public RtwsClient open() throws IOException {
            return new RtwsClient(this);
        }
    }

    /** A flow from the server. */
    private static final class Incoming {
        private final int streamId;
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final List<RtmpMessage> held = new ArrayList<>();
        private long received;
        private boolean atBarrier;

        Incoming(int streamId) {
            this.streamId = streamId;
        }
    }

    private final Settings settings;
    private final RawWebSocket socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> outgoing = new HashMap<>();
    private final Map<Long, Incoming> incoming = new LinkedHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile long serverControl = NONE;
    private final Set<Incoming> flowsAtBarrier = new LinkedHashSet<>();
    private long ackWindow = 2800;
    private long unacknowledged;
    private volatile boolean stopped;

    private RtwsClient(Settings settings) throws IOException {
        super("ws");
        this.settings = settings;
        socket = new RawWebSocket(settings.port(), settings.receiveBuffer(), settings.bytesPerSecond(), settings.tls())
                .upgraded(settings.headers());
        socket.withoutTimeout();
        Thread.ofVirtual().name("rtws-client-reader").start(this::readAll);
        Thread.ofVirtual().name("rtws-client-acks").start(this::acknowledgeNowAndThen);
    }

    public static Settings to(int port) {
        return new Settings(port, 0, 0, "");
    }

    /** Connects to the server and to the app. */
    public static RtwsClient connected(int port, String app) throws IOException, InterruptedException {
        var client = to(port).open();
        client.connectTo(app);
        return client;
    }

    @Override
    public String localAddress() {
        return socket.localAddress();
    }

    @Override
    int port() {
        return settings.port();
    }

    /** Returns the number of messages that the server abandoned after their first fragment. */
    public int abandoned() {
        return abandoned.get();
    }

    @Override
    public void send(int streamId, int type, long timestamp, Bytes payload) throws IOException {
        lock.lock();
        try {
            long flow = flow(streamId, type);
            var message = new ByteWriter(payload.length() + HEAD)
                    .u8(type)
                    .u32(timestamp)
                    .bytes(payload)
                    .toBytes();
            for (int from = 0; from < message.length(); from += FRAGMENT) {
                int count = Math.min(FRAGMENT, message.length() - from);
                boolean isLast = from + count == message.length();
                var fragment = start(isLast ? 0x1d : 0x3d, flow).bytes(message.slice(from, count));
                sendMessage(fragment);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends any RTWebSocket message. */
    public void sendRaw(String hex) throws IOException {
        socket.frame(RawWebSocket.BINARY, Bytes.ofHex(hex));
    }

    private long flow(int streamId, int type) throws IOException {
        var kind = streamId == 0 || (type != RtmpMessage.AUDIO && type != RtmpMessage.VIDEO) ? 0 : type;
        var existing = outgoing.get(streamId + "/" + kind);
        if (existing != null) {
            return existing;
        }
        long id = outgoing.size();
        outgoing.put(streamId + "/" + kind, id);
        var open = start(streamId == 0 ? 0x10 : 0x30, id);
        if (streamId != 0) {
            Vlu.write(open, serverControl);
        }
        open.u8('T').u8('C').u8(4);
        Vlu.write(open, streamId);
        sendMessage(open);
        return id;
    }

    private static ByteWriter start(int type, long flow) {
        var out = new ByteWriter().u8(type);
        Vlu.write(out, flow);
        return out;
    }

    private void sendMessage(ByteWriter message) throws IOException {
        socket.frame(RawWebSocket.BINARY, message.toBytes());
    }

    public long receivedBytes() {
        return socket.input().count();
    }

    /** Pauses or resumes reading. Paused, it leaves all data in the socket. */
    public void stopReading(boolean stop) {
        socket.input().stopReading(stop);
    }

    private void readAll() {
        var why = "end of stream";
        try {
            for (var frame = socket.read(); frame != null; frame = socket.read()) {
                switch (frame.first()) {
                    case RawWebSocket.BINARY -> handle(frame.payload());
                    case RawWebSocket.PING -> socket.frame(RawWebSocket.PONG, frame.payload());
                    case RawWebSocket.CLOSE -> {
                        why = "closed: " + frame.closeCode();
                        socket.frame(RawWebSocket.CLOSE, frame.payload());
                    }
                    default -> throw new IOException("unexpected frame " + frame);
                }
            }
        } catch (IOException e) {
            why = e.toString();
        } finally {
            stopped = true;
            ended(why);
        }
    }

    private void handle(Bytes message) throws IOException {
        var in = new ByteReader(message);
        int type = in.u8("type");
        if (type == 0x41) {
            return;
        }
        long number = Vlu.read(in, "flow ID");
        lock.lock();
        try {
            switch (type) {
                case 0x0a -> ackWindow = number;
                case 0x10, 0x30 -> opened(number, type == 0x30, in);
                case 0x1d, 0x3d -> data(incoming(number), type == 0x1d, in.rest(), message.length());
                case 0x1a -> {
                    abandoned.incrementAndGet();
                    incoming(number).partial.reset();
                }
                case 0x1c -> closed(number);
                case 0x5a, 0x5c, 0x5e -> {}
                default -> throw new IOException("unexpected message " + message);
            }
        } finally {
            lock.unlock();
        }
    }

    private Incoming incoming(long flow) throws IOException {
        var known = incoming.get(flow);
        if (known == null) {
            throw new IOException("unknown flow " + flow);
        }
        return known;
    }

    private void opened(long flow, boolean isReturn, ByteReader in) throws IOException {
        if (isReturn) {
            Vlu.read(in, "return association");
        }
        in.skip(3, "signature and flags");
        int streamId = (int) Vlu.read(in, "stream ID");
        if (streamId == 0) {
            serverControl = flow;
        }
        if (incoming.put(flow, new Incoming(streamId)) != null) {
            throw new IOException("flow ID in use: " + flow);
        }
        acknowledge();
    }

    private void data(Incoming flow, boolean isLast, Bytes data, int length) throws IOException {
        flow.received += length;
        unacknowledged += length;
        if (data.length() > FRAGMENT) {
            throw new IOException("a fragment of " + data.length() + " bytes");
        }
        flow.partial.writeBytes(data.toArray());
        if (isLast) {
            var whole = new ByteReader(Bytes.wrap(flow.partial.toByteArray()));
            flow.partial.reset();
            int type = whole.u8("type");
            long timestamp = whole.u32("timestamp");
            deliver(flow, new RtmpMessage(type, flow.streamId, timestamp, whole.rest(), System.nanoTime()));
        }
        if (unacknowledged >= ackWindow) {
            acknowledge();
        }
    }

    /** Holds messages after a barrier in one flow until all flows have reached it (RFC 7425 §5.2). */
    private void deliver(Incoming flow, RtmpMessage message) throws IOException {
        if (flow.atBarrier) {
            flow.held.add(message);
        } else if (message.type() == RtmpMessage.USER_CONTROL
                && message.payload().at(1) == FLOW_SYNC) {
            flow.atBarrier = true;
            flowsAtBarrier.add(flow);
            var in = new ByteReader(message.payload().slice(6));
            if (flowsAtBarrier.size() == in.u32("flows")) {
                passBarrier();
            }
        } else {
            received(message);
        }
    }

    private void passBarrier() throws IOException {
        var flows = List.copyOf(flowsAtBarrier);
        flowsAtBarrier.clear();
        flows.forEach(flow -> flow.atBarrier = false);
        for (var flow : flows) {
            var messages = List.copyOf(flow.held);
            flow.held.clear();
            for (var message : messages) {
                deliver(flow, message);
            }
        }
    }

    private void closed(long flow) throws IOException {
        acknowledge();
        incoming.remove(flow);
        sendMessage(start(0x5c, flow));
    }

    private void acknowledge() throws IOException {
        unacknowledged = 0;
        for (var each : incoming.entrySet()) {
            var ack = start(0x5a, each.getKey());
            Vlu.write(ack, each.getValue().received);
            Vlu.write(ack, 2_097_151);
            each.getValue().received = 0;
            sendMessage(ack);
        }
    }

    private void acknowledgeNowAndThen() {
        try {
            while (!stopped) {
                LockSupport.parkNanos(ACK_NANOS);
                lock.lock();
                try {
                    if (unacknowledged > 0) {
                        acknowledge();
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (IOException e) {
            stopped = true;
        }
    }

    @Override
    public void disconnect() throws IOException {
        stopped = true;
        socket.close();
    }

    /** Resets the connection: the server's next write or read fails. */
    public void reset() throws IOException {
        stopped = true;
        socket.reset();
    }
}
