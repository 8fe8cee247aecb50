package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfBoolean;
import org.tcserver.amf.AmfMembers;
import org.tcserver.amf.AmfNumber;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfString;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.WireText;

/** The far end of a {@link FakeConnection}: sends commands, and describes received messages in words. */
final class TestClient {
    final FakeConnection connection;
    final TcHandler handler;

    TestClient(FakeConnection connection, TcHandler handler) {
        this.connection = connection;
        this.handler = handler;
    }

    void message(int streamId, int type, String payload) throws IOException {
        handler.message(streamId, new TcMessage(type, 0, WireText.bytes(payload)));
    }

    /** Sends a command with a null command object. */
    void command(int streamId, String name, double transactionId, AmfValue... arguments) throws IOException {
        var values = new ArrayList<>(List.of(AmfValue.of(name), AmfValue.of(transactionId), AmfValue.NULL));
        values.addAll(Arrays.asList(arguments));
        command(streamId, values);
    }

    void command(int streamId, List<AmfValue> values) throws IOException {
        handler.message(streamId, new TcMessage(MessageType.COMMAND_AMF0, 0, Amf0Writer.encode(values)));
    }

    void connect(String app) throws IOException {
        connect(AmfObject.builder().member("app", app).build());
    }

    void connect(AmfValue object, AmfValue... arguments) throws IOException {
        var values = new ArrayList<>(List.of(AmfValue.of("connect"), AmfValue.of(1), object));
        values.addAll(Arrays.asList(arguments));
        command(0, values);
    }

    /** Creates a stream, and forgets the answer. */
    void createStream() throws IOException {
        command(0, "createStream", 2);
        connection.sent.removeLast();
    }

    void publish(int streamId, String name) throws IOException {
        command(streamId, "publish", 0, AmfValue.of(name), AmfValue.of("live"));
    }

    void play(int streamId, String name) throws IOException {
        command(streamId, "play", 0, AmfValue.of(name));
    }

    /** Asserts that commands have no effect any more. */
    void assertIgnored() throws IOException {
        connection.sent.clear();
        command(0, "createStream", 9);
        connect("live");
        assertHeard();
    }

    /** Acts as the transport when the handler refuses a message. */
    void violate(IOException reason) {
        handler.failed(reason);
        connection.close();
        handler.closed();
    }

    String connectionId() {
        return String.valueOf(((AmfMembers) value(connection.sent.getFirst(), 3)).string("connectionID"));
    }

    /** Returns the messages since the last call, in words, as {@code stream: command, arguments}. */
    List<String> heard() {
        var heard = connection.sent.stream().map(TestClient::words).toList();
        connection.sent.clear();
        return heard;
    }

    /** Like {@link #heard}, but reduces a status to its code. */
    List<String> heardCodes() {
        return heard().stream()
                .map(words -> words.replaceAll("\\{.*?code=([^,}]*).*}", "$1"))
                .toList();
    }

    void assertHeard(String... expected) {
        assertEquals(List.of(expected), heard());
    }

    void assertHeardCodes(String... expected) {
        assertEquals(List.of(expected), heardCodes());
    }

    private static AmfValue value(Outgoing out, int index) {
        var value = Amf0Arguments.read(out.message().payload()).value(index);
        if (value == null) {
            throw new AssertionError("no value " + index + " in " + out.message());
        }
        return value;
    }

    private static String words(Outgoing out) {
        var message = out.message();
        return out.streamId() + ": "
                + switch (message.type()) {
                    case MessageType.COMMAND_AMF0, MessageType.DATA_AMF0 -> words(message);
                    default ->
                        "type " + message.type() + " " + message.payload().toHex();
                };
    }

    private static String words(TcMessage message) {
        var arguments = Amf0Arguments.read(message.payload());
        var words = new ArrayList<String>();
        for (int i = 0; i < arguments.count(); i++) {
            words.add(words(arguments.value(i)));
        }
        return String.join(" ", words);
    }

    private static String words(@Nullable AmfValue value) {
        return switch (value) {
            case AmfString(String text) -> text;
            case AmfNumber(double number) -> String.valueOf(number).replaceAll("\\.0$", "");
            case AmfBoolean(boolean flag) -> String.valueOf(flag);
            case AmfMembers object ->
                "{"
                        + String.join(
                                ", ",
                                object.members().entrySet().stream()
                                        .map(member -> member.getKey() + "=" + words(member.getValue()))
                                        .toList())
                        + "}";
            case null -> "nothing";
            default -> value.toString().toLowerCase(Locale.ROOT);
        };
    }
}
