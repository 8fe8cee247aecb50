package org.tcserver.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tcserver.wire.Bytes;

/**
 * A client of a TC server, over whichever transport: sends commands and media, and keeps in order what comes until a test
 * takes it. Sending is thread-safe, taking is for one thread.
 */
public abstract class TcClient implements AutoCloseable {
    /** What came from the server. */
    protected final Inbox inbox = new Inbox();

    private int transactions = 1;

    /** The address by which the server's events name this client. */
    public abstract String localAddress();

    /** Sends any message. */
    public abstract void send(int streamId, int type, long timestamp, Bytes payload) throws IOException;

    /** What a client of this transport says in {@code tcUrl}. */
    protected abstract String tcUrl(String app);

    /** Ends the connection. */
    @Override
    public abstract void close() throws IOException;

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
        object.put("tcUrl", tcUrl(app));
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
        send(streamId, RtmpMessage.COMMAND, 0, Amf0.write(values));
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
        send(streamId, RtmpMessage.AUDIO, timestamp, payload);
    }

    public void video(int streamId, long timestamp, Bytes payload) throws IOException {
        send(streamId, RtmpMessage.VIDEO, timestamp, payload);
    }

    public void data(int streamId, long timestamp, Object... values) throws IOException {
        send(streamId, RtmpMessage.DATA, timestamp, Amf0.write(values));
    }

    // Receiving

    /** The next message; fails if the connection ends before. */
    public RtmpMessage next() throws InterruptedException {
        return inbox.next("a message", Deadline.patient());
    }

    /** Takes messages until one fits. */
    public RtmpMessage await(String what, Predicate<RtmpMessage> wanted) throws InterruptedException {
        return take(what, wanted).getLast();
    }

    /** Takes messages until one fits; gives all of them. */
    public List<RtmpMessage> take(String what, Predicate<RtmpMessage> last) throws InterruptedException {
        return inbox.take(what, last);
    }

    /** Takes messages until none has come for so long, or the connection ends; gives all of them. */
    public List<RtmpMessage> takeUntilQuiet(Duration quiet) throws InterruptedException {
        return inbox.takeUntilQuiet(quiet);
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
        return inbox.awaitClosed();
    }
}
