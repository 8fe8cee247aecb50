package org.tcserver.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * A small RTMP client. A thread of its own reads all the time (or as its settings say), acknowledges and answers pings;
 * other messages wait in order until a test takes them. Sending is thread-safe, taking is for one thread.
 */
public final class RtmpClient implements AutoCloseable {
    private static final int CHUNK_SIZE = 4096;
    private static final int SHOWN_ON_FAILURE = 25;
    private static final RtmpMessage END = new RtmpMessage(-1, 0, 0, Bytes.EMPTY, 0);

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final PacedInput input;
    private final Chunks.Reader chunks;
    private final ReentrantLock writing = new ReentrantLock();
    private final BlockingQueue<RtmpMessage> messages = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedDeque<RtmpMessage> latest = new ConcurrentLinkedDeque<>();
    private final List<RtmpMessage> protocolControl = new CopyOnWriteArrayList<>();
    private final RtmpClientSettings settings;
    private volatile String whyEnded = "";
    private long ackEvery;
    private long acked;
    private int transactions = 1;

    RtmpClient(RtmpClientSettings settings) throws IOException {
        this.settings = settings;
        ackEvery = settings.ackEvery();
        if (settings.receiveBuffer() > 0) {
            socket.setReceiveBufferSize(settings.receiveBuffer());
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 10_000);
        out = socket.getOutputStream();
        input = new PacedInput(socket.getInputStream(), settings.bytesPerSecond());
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

    /** A client that shook hands and is connected to the app. */
    public static RtmpClient connected(int port, String app) throws IOException, InterruptedException {
        var client = to(port).open();
        client.connectTo(app);
        return client;
    }

    /** The address by which the server's events name this client. */
    public String localAddress() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    // Commands

    /** Sends `connect` for this app and expects success. */
    public AmfCommand connectTo(String app, Object... arguments) throws IOException, InterruptedException {
        var answer = connect(connectObject(app), arguments);
        if (!answer.code().equals("NetConnection.Connect.Success")) {
            throw new AssertionError("connect answered " + answer);
        }
        return answer;
    }

    public Map<String, Object> connectObject(String app) {
        var object = new LinkedHashMap<String, Object>();
        object.put("app", app);
        object.put("tcUrl", "rtmp://127.0.0.1:" + settings.port() + "/" + app);
        object.put("objectEncoding", 0.0);
        return object;
    }

    /** Sends `connect` and gives the answer, whatever it is. */
    public AmfCommand connect(Map<String, Object> object, Object... arguments)
            throws IOException, InterruptedException {
        sendConnect(object, arguments);
        return awaitAnswer(1);
    }

    public void sendConnect(Map<String, Object> object, Object... arguments) throws IOException {
        var values = new ArrayList<Object>(List.of("connect", 1.0, object));
        values.addAll(List.of(arguments));
        command(0, values.toArray());
    }

    /** Sends a control command with a transaction ID and gives the answer. */
    public AmfCommand call(String name, Object... arguments) throws IOException, InterruptedException {
        transactions++;
        var id = transactions;
        commandOn(0, name, id, arguments);
        return awaitAnswer(id);
    }

    /** Sends a command without transaction, with a null command object. */
    public void command(int streamId, String name, Object... arguments) throws IOException {
        commandOn(streamId, name, 0, arguments);
    }

    private void commandOn(int streamId, String name, double transactionId, Object... arguments) throws IOException {
        var values = new ArrayList<Object>(List.of(name, transactionId, Amf0.Nothing.NULL));
        values.addAll(List.of(arguments));
        command(streamId, values.toArray());
    }

    private void command(int streamId, Object[] values) throws IOException {
        send(3, streamId, RtmpMessage.COMMAND, 0, Amf0.write(values));
    }

    public int createStream() throws IOException, InterruptedException {
        var answer = call("createStream");
        if (answer.arguments().size() < 2 || !(answer.arguments().get(1) instanceof Double id)) {
            throw new AssertionError("createStream answered " + answer);
        }
        return id.intValue();
    }

    /** Creates a stream, publishes on it and waits for success; gives the stream ID. */
    public int publish(String name) throws IOException, InterruptedException {
        var streamId = createStream();
        command(streamId, "publish", name, "live");
        await("Publish.Start of " + name, m -> m.streamId() == streamId && m.isStatus("NetStream.Publish.Start"));
        return streamId;
    }

    /** Creates a stream, plays on it and waits until that has begun; gives the stream ID. */
    public int play(String name) throws IOException, InterruptedException {
        var streamId = createStream();
        command(streamId, "play", name);
        await("RtmpSampleAccess of " + name, m -> m.streamId() == streamId && m.isData("|RtmpSampleAccess"));
        return streamId;
    }

    /** When this returns, everything that the server had sent on the command flow before has been taken. */
    public void fence() throws IOException, InterruptedException {
        call("fence");
    }

    // Media

    public void audio(int streamId, long timestamp, Bytes payload) throws IOException {
        send(4, streamId, RtmpMessage.AUDIO, timestamp, payload);
    }

    public void video(int streamId, long timestamp, Bytes payload) throws IOException {
        send(6, streamId, RtmpMessage.VIDEO, timestamp, payload);
    }

    public void data(int streamId, long timestamp, Object... values) throws IOException {
        send(5, streamId, RtmpMessage.DATA, timestamp, Amf0.write(values));
    }

    /** Sends any message. */
    public void send(int chunkStreamId, int streamId, int type, long timestamp, Bytes payload) throws IOException {
        var message = new RtmpMessage(type, streamId, timestamp, payload, 0);
        var size = type == RtmpMessage.SET_CHUNK_SIZE ? 128 : CHUNK_SIZE;
        sendRaw(Chunks.write(chunkStreamId, size, message));
    }

    /** Sends bytes as they are. */
    public void sendRaw(Bytes bytes) throws IOException {
        writing.lock();
        try {
            out.write(bytes.toArray());
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    // Receiving

    /** The next message; fails if the connection ends before. */
    public RtmpMessage next() throws InterruptedException {
        return next("a message", Deadline.patient());
    }

    private RtmpMessage next(String what, Deadline deadline) throws InterruptedException {
        var message = messages.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new AssertionError("not received within " + deadline.allowed() + ": " + what + lately());
        }
        if (message.equals(END)) {
            messages.add(END);
            throw new AssertionError("closed (" + whyEnded + ") before " + what + lately());
        }
        return message;
    }

    /** Takes messages until one fits. */
    public RtmpMessage await(String what, Predicate<RtmpMessage> wanted) throws InterruptedException {
        return take(what, wanted).getLast();
    }

    /** Takes messages until one fits; gives all of them. */
    public List<RtmpMessage> take(String what, Predicate<RtmpMessage> last) throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        var deadline = Deadline.patient();
        do {
            taken.add(next(what, deadline));
        } while (!last.test(taken.getLast()));
        return taken;
    }

    public AmfCommand awaitStatus(String code) throws InterruptedException {
        return await(code, m -> m.isStatus(code)).command();
    }

    private AmfCommand awaitAnswer(double id) throws InterruptedException {
        return await("answer to " + id, m -> m.isCommand() && isAnswer(m.command(), id))
                .command();
    }

    private static boolean isAnswer(AmfCommand command, double id) {
        return command.transactionId() == id
                && (command.name().equals("_result") || command.name().equals("_error"));
    }

    /** Waits until the server has closed the connection; gives what came before that. */
    public List<RtmpMessage> awaitClosed() throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        var deadline = Deadline.patient();
        while (true) {
            var message = messages.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("still open after " + deadline.allowed() + lately());
            }
            if (message.equals(END)) {
                messages.add(END);
                return taken;
            }
            taken.add(message);
        }
    }

    /** The messages of types 1, 2, 3, 5 and 6 so far. */
    public List<RtmpMessage> protocolControl() {
        return List.copyOf(protocolControl);
    }

    public long receivedBytes() {
        return input.count();
    }

    /** Leaves everything in the socket until told otherwise. */
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
            whyEnded = e.toString();
        } finally {
            messages.add(END);
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
            messages.add(message);
            latest.add(message);
            if (latest.size() > SHOWN_ON_FAILURE) {
                latest.removeFirst();
            }
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

    private String lately() {
        var text = new StringBuilder("\nlately received by " + localAddress() + ":");
        latest.forEach(message -> text.append("\n  ").append(message));
        return text.toString();
    }

    /** Closes the socket, without a word before. */
    public void disconnect() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        disconnect();
    }

    /** Resets the connection: the server's next write or read fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
