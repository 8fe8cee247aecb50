package org.tcserver.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * The protocol-independent part of a small test client. Its own thread reads continuously (or as its settings say).
 * Messages wait in a queue until a test takes them. Sending is thread-safe; only one thread may take messages.
 */
public abstract class TcClient implements AutoCloseable {
    private static final int SHOWN_ON_FAILURE = 25;
    private static final RtmpMessage END = new RtmpMessage(-1, 0, 0, Bytes.EMPTY, 0);

    private final BlockingDeque<RtmpMessage> messages = new LinkedBlockingDeque<>();
    private final ConcurrentLinkedDeque<RtmpMessage> latest = new ConcurrentLinkedDeque<>();
    private final ReentrantLock receiving = new ReentrantLock();
    private final String scheme;
    private @Nullable Consumer<RtmpMessage> listener;
    private volatile boolean over;
    private volatile String whyEnded = "";
    private int transactions = 1;

    /** {@code scheme}: the scheme of its URLs. */
    TcClient(String scheme) {
        this.scheme = scheme;
    }

    /** Returns the address of this client in the server's events. */
    public abstract String localAddress();

    /** Returns the server's port. */
    abstract int port();

    /** Sends any message. */
    public abstract void send(int streamId, int type, long timestamp, Bytes payload) throws IOException;

    /** Closes the socket without notice. */
    public abstract void disconnect() throws IOException;

    @Override
    public void close() throws IOException {
        disconnect();
    }

    // Commands

    /** Sends {@code connect} for this app and requires success. */
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
        object.put("tcUrl", scheme + "://127.0.0.1:" + port() + "/" + app);
        object.put("objectEncoding", 0.0);
        return object;
    }

    /** Sends {@code connect} and returns any answer. */
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

    /** Sends a control command with a transaction ID and returns the answer. */
    public AmfCommand call(String name, Object... arguments) throws IOException, InterruptedException {
        return awaitAnswer(sendCall(name, arguments));
    }

    private int sendCall(String name, Object... arguments) throws IOException {
        transactions++;
        commandOn(0, name, transactions, arguments);
        return transactions;
    }

    /** Sends a command with a null command object and without a transaction. */
    public void command(int streamId, String name, Object... arguments) throws IOException {
        commandOn(streamId, name, 0, arguments);
    }

    private void commandOn(int streamId, String name, double transactionId, Object... arguments) throws IOException {
        var values = new ArrayList<Object>(List.of(name, transactionId, Amf0.Nothing.NULL));
        values.addAll(List.of(arguments));
        command(streamId, values.toArray());
    }

    private void command(int streamId, Object[] values) throws IOException {
        send(streamId, RtmpMessage.COMMAND, 0, Amf0.write(values));
    }

    public int createStream() throws IOException, InterruptedException {
        var answer = call("createStream");
        if (answer.arguments().size() < 2 || !(answer.arguments().get(1) instanceof Double id)) {
            throw new AssertionError("createStream answered " + answer);
        }
        return id.intValue();
    }

    /** Creates a stream, publishes on it and waits for success. Returns the stream ID. */
    public int publish(String name) throws IOException, InterruptedException {
        var streamId = createStream();
        command(streamId, "publish", name, "live");
        await("Publish.Start of " + name, m -> m.streamId() == streamId && m.isStatus("NetStream.Publish.Start"));
        return streamId;
    }

    /** Creates a stream, plays on it and waits until the subscription is active. Returns the stream ID. */
    public int play(String name) throws IOException, InterruptedException {
        var streamId = createStream();
        command(streamId, "play", name);
        var before =
                take("RtmpSampleAccess of " + name, m -> m.streamId() == streamId && m.isData("|RtmpSampleAccess"));
        awaitHandled();
        // Media in separate flows may overtake the data message. A test must be able to take it.
        before.removeIf(message -> message.streamId() != streamId || !message.isMedia());
        before.reversed().forEach(messages::addFirst);
        return streamId;
    }

    /** Waits until the server has processed earlier commands. Messages received meanwhile stay in the queue. */
    private void awaitHandled() throws IOException, InterruptedException {
        var id = sendCall("handled");
        var meanwhile = take("answer to " + id, m -> m.isCommand() && isAnswer(m.command(), id));
        meanwhile.removeLast();
        meanwhile.reversed().forEach(messages::addFirst);
    }

    /** Waits for and takes all messages that the server has already sent on the command flow. */
    public void fence() throws IOException, InterruptedException {
        call("fence");
    }

    // Media

    public void audio(int streamId, long timestamp, Bytes payload) throws IOException {
        send(streamId, RtmpMessage.AUDIO, timestamp, payload);
    }

    public void video(int streamId, long timestamp, Bytes payload) throws IOException {
        send(streamId, RtmpMessage.VIDEO, timestamp, payload);
    }

    public void data(int streamId, long timestamp, Object... values) throws IOException {
        send(streamId, RtmpMessage.DATA, timestamp, Amf0.write(values));
    }

    // Receiving

    /** Takes the next message. Fails if the connection ends first. */
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

    /** Takes messages up to the first match, and returns the match. */
    public RtmpMessage await(String what, Predicate<RtmpMessage> wanted) throws InterruptedException {
        return take(what, wanted).getLast();
    }

    /** Takes messages up to the first match, and returns all of them. */
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

    /** Waits until the server closes the connection, and returns the remaining messages. */
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

    /** Takes messages until none arrives for this long, or the connection ends. Returns all of them. */
    public List<RtmpMessage> takeUntilQuiet(Duration quiet) throws InterruptedException {
        var taken = new ArrayList<RtmpMessage>();
        while (true) {
            var message = messages.poll(quiet.toNanos(), TimeUnit.NANOSECONDS);
            if (message == null) {
                return taken;
            }
            if (message.equals(END)) {
                messages.add(END);
                return taken;
            }
            taken.add(message);
        }
    }

    /**
     * Passes all messages to {@code told} instead of the queue, on the reading thread. It first passes the messages in
     * the queue.
     */
    public void listen(Consumer<RtmpMessage> told) {
        receiving.lock();
        try {
            for (var message = messages.poll(); message != null; message = messages.poll()) {
                if (!message.equals(END)) {
                    told.accept(message);
                }
            }
            listener = told;
        } finally {
            receiving.unlock();
        }
    }

    /** Returns whether the connection has ended. */
    public boolean isOver() {
        return over;
    }

    /** Returns why the connection ended, or "" if it is open. */
    public String whyEnded() {
        return whyEnded;
    }

    /** Adds a message to the queue, or passes it to the listener. */
    void received(RtmpMessage message) {
        receiving.lock();
        try {
            if (listener != null) {
                listener.accept(message);
                return;
            }
            messages.add(message);
        } finally {
            receiving.unlock();
        }
        latest.add(message);
        if (latest.size() > SHOWN_ON_FAILURE) {
            latest.removeFirst();
        }
    }

    /** Records that the connection has ended. */
    void ended(String why) {
        whyEnded = why;
        over = true;
        messages.add(END);
    }

    private String lately() {
        var text = new StringBuilder("\nlately received by " + localAddress() + ":");
        latest.forEach(message -> text.append("\n  ").append(message));
        return text.toString();
    }
}
