package org.tcserver.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.AmfMembers;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

/** Keeps sent messages and describes them in words: {@code PublishNotify@0}, {@code onMetaData@0}, {@code af01@40}. */
final class RecordingOutlet implements Outlet {
    final List<Outgoing> sent = new CopyOnWriteArrayList<>();
    final AtomicInteger wakeups = new AtomicInteger();
    volatile boolean hasRoom = true;
    final AtomicInteger discards = new AtomicInteger();
    private final int streamId;

    RecordingOutlet(int streamId) {
        this.streamId = streamId;
    }

    /** Returns the messages sent since the last call. */
    List<String> take() {
        var words = new ArrayList<String>();
        for (var out : sent) {
            words.add(describe(out));
        }
        sent.clear();
        return words;
    }

    Outgoing last() {
        return sent.getLast();
    }

    /** The info object of the last message, a status. */
    AmfMembers lastInfo() {
        var info = Amf0Arguments.read(last().message().payload()).object(3);
        if (info == null) {
            throw new AssertionError("no status: " + last().message());
        }
        return info;
    }

    @Override
    public int streamId() {
        return streamId;
    }

    @Override
    public void send(Outgoing out, long nowNanos, Wakeups targets) {
        if (out.streamId() != streamId) {
            throw new AssertionError("for stream " + out.streamId() + " on " + streamId);
        }
        sent.add(out);
        targets.add(wakeups::incrementAndGet);
    }

    @Override
    public boolean relay(TcMessage command, long nowNanos, Wakeups targets) {
        if (hasRoom) {
            send(Outgoing.relayed(command), nowNanos, targets);
        }
        return hasRoom;
    }

    @Override
    public boolean hasRoom(long nowNanos) {
        return hasRoom;
    }

    @Override
    public void synchronize(long nowNanos, Wakeups targets) {
        var sync = new TcMessage(MessageType.USER_CONTROL, 0, Bytes.EMPTY);
        sent.add(Outgoing.permanent(streamId, sync));
    }

    @Override
    public void discardMedia() {
        discards.incrementAndGet();
    }

    @Override
    public void finish() {}

    static String describe(Outgoing out) {
        return what(out.message()) + "@" + Integer.toUnsignedString(out.timestamp());
    }

    private static String what(TcMessage message) {
        return switch (message.type()) {
            case MessageType.AUDIO, MessageType.VIDEO -> message.payload().toHex();
            case MessageType.USER_CONTROL -> "sync";
            default -> word(message);
        };
    }

    private static String word(TcMessage message) {
        var arguments = Amf0Arguments.read(message.payload());
        var code = statusCode(arguments);
        return code != null ? code.substring(code.lastIndexOf('.') + 1) : "" + arguments.string(0);
    }

    private static @Nullable String statusCode(Amf0Arguments arguments) {
        var info = arguments.object(3);
        return info == null ? null : info.string("code");
    }
}
