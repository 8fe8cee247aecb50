package org.tcserver.rtws;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtws.message.Ping;
import org.tcserver.rtws.message.RtwsMessage;
import org.tcserver.rtws.websocket.CloseCode;
import org.tcserver.tc.Wakeups;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Both sides of a connection's engine in one thread, without a socket; a test says when each has its turn. */
final class EngineBench implements SendingPort {
    private static final int BINARY = 0x82;

    final List<String> aborts = new ArrayList<>();
    final List<RecvFlow> opened = new ArrayList<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(1 << 20);
    private final SendingFlows sending = new SendingFlows(this, TestMemory.account(1 << 20));
    final FlowExchange exchange = new FlowExchange(sending, opened::add, tasks::add);
    private Bytes lastFrame = Bytes.EMPTY;
    long nowNanos;

    @Override
    public void request(boolean isUrgent, Wakeups wakeups) {}

    @Override
    public void acknowledged(long totalBytes) {
        acknowledged.add(totalBytes);
    }

    @Override
    public void unused(SendingFlow flow) {
        tasks.add(() -> exchange.unused(flow));
    }

    @Override
    public void abort(String reason) {
        aborts.add(reason);
    }

    SendingFlow open(Bytes metadata, FlowPriority priority, FlowSource source) {
        return (SendingFlow) exchange.open(metadata, null, priority, source);
    }

    /** The far end says {@code message}. */
    void say(RtwsMessage message) {
        try {
            exchange.receive(message.toBytes());
            settle();
        } catch (MalformedException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sayWrong(RtwsMessage message) {
        assertThrows(MalformedException.class, () -> exchange.receive(message.toBytes()), message::toString);
    }

    void ping(int length) {
        say(new Ping(Bytes.wrap(new byte[length])));
    }

    /** Runs the tasks that the reading thread runs after a batch. */
    void settle() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        exchange.receiving().acknowledgeIfDue();
    }

    void prepare() {
        sending.prepare(nowNanos);
    }

    void wishAckWindow(int bytes) {
        sending.wishAckWindow(bytes, nowNanos);
    }

    void close() {
        sending.close(CloseCode.NORMAL);
    }

    boolean hasMore() {
        return sending.hasMore();
    }

    Bytes lastFrame() {
        return lastFrame;
    }

    /** Takes the loop's turn; returns the number of sent bytes of user data messages. */
    int countedIn(int allowance) {
        prepare();
        int counted = sending.fill(scratch.clear(), allowance, nowNanos);
        settle();
        return counted;
    }

    /** Takes the loop's turn; returns the messages sent in binary frames. */
    List<RtwsMessage> turn(int allowance) {
        countedIn(allowance);
        var sent = new ArrayList<RtwsMessage>();
        scratch.flip();
        while (scratch.hasRemaining()) {
            int start = scratch.position();
            int first = scratch.get() & 0xff;
            int length = scratch.get();
            length = length == 126 ? scratch.getShort() & 0xffff : length;
            var payload = new byte[length];
            scratch.get(payload);
            lastFrame = Bytes.copyOf(scratch.array(), start, scratch.position() - start);
            if (first == BINARY) {
                sent.add(read(Bytes.wrap(payload)));
            }
        }
        return sent;
    }

    /** Returns the acknowledgements that the window received, after one more turn. */
    List<Long> acknowledgedAfterTurn() {
        prepare();
        return acknowledged;
    }

    private static RtwsMessage read(Bytes bytes) {
        try {
            var message = RtwsMessage.read(bytes);
            if (message == null) {
                throw new AssertionError("no message: " + bytes);
            }
            return message;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
