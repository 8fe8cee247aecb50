package org.tcserver.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.EventLog;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.tc.ConnectionState;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.TestMemory;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A hub with a manual clock and clients that record what the hub sends. */
final class HubFixture {
    static final Bytes AVC_INIT = Bytes.ofHex("170000000001");
    static final Bytes AVC_KEY = Bytes.ofHex("1701000000aa");
    static final Bytes AVC_INTER = Bytes.ofHex("2701000000bb");
    static final Bytes AVC_END = Bytes.ofHex("1702000000");
    static final Bytes AAC_INIT = Bytes.ofHex("af001210");
    static final Bytes AAC = Bytes.ofHex("af0101");
    static final Bytes CHECKPOINT = Bytes.ofHex("5003");

    static final Publication.Owner NOBODY = reason -> {};

    final ManualClock clock = new ManualClock();
    final MemoryBudget budget = TestMemory.budget(1 << 30);
    final MemoryAccount memory = TestMemory.account(budget);
    final ByteArrayOutputStream events = new ByteArrayOutputStream();
    final EventLog log = new EventLog(new EventLog.Origin(1, "0123456789"), true, clock, events);
    final Hub hub;

    HubFixture() {
        this(HubLimits.DEFAULT);
    }

    HubFixture(HubLimits limits) {
        hub = new Hub(Treatment.DEFAULT, limits, log, clock);
    }

    /** Joins the App {@code live}. */
    TestClient join(String connectionId) {
        return join(new ClientIdentity(connectionId, "live", "", null, 0));
    }

    TestClient join(ClientIdentity identity) {
        var connection = new FakeConnection(memory);
        var client = hub.join(identity, connection, new TcMessage(MessageType.COMMAND_AMF0, 0, command("_result")));
        return new TestClient(client, connection);
    }

    /** Closes the log and returns its lines. */
    List<String> events() {
        log.close();
        return events.toString(UTF_8).lines().toList();
    }

    static StreamName name(String text) {
        try {
            return StreamName.parse(text);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    static TcMessage video(int timestamp, Bytes payload) {
        return new TcMessage(MessageType.VIDEO, timestamp, payload);
    }

    static TcMessage audio(int timestamp, Bytes payload) {
        return new TcMessage(MessageType.AUDIO, timestamp, payload);
    }

    static TcMessage data(int timestamp, String... values) {
        return new TcMessage(MessageType.DATA_AMF0, timestamp, command(values));
    }

    private static Bytes command(String... values) {
        var encoded = new AmfValue[values.length];
        for (int i = 0; i < values.length; i++) {
            encoded[i] = AmfValue.of(values[i]);
        }
        return Amf0Writer.encode(encoded);
    }

    /** A client with its connection. */
    record TestClient(Client client, FakeConnection connection) {
        /** Returns the outlet that recorded the messages on stream 0. */
        RecordingOutlet control() {
            return connection.outlet(0);
        }

        Publication publish(String name) {
            return publish(name, NOBODY);
        }

        Publication publish(String name, Publication.Owner owner) {
            var result = client.publish(name(name), connection.outlet(1), owner);
            return assertInstanceOf(PublishResult.Granted.class, result).publication();
        }

        boolean isRefused(String name) {
            return refusal(name) != null;
        }

        PublishResult.@Nullable Refused refusal(String name) {
            var result = client.publish(name(name), connection.outlet(1), NOBODY);
            return result instanceof PublishResult.Refused refused ? refused : null;
        }

        Player play(String name) {
            return play(name, connection.outlet(2));
        }

        Player play(String name, RecordingOutlet outlet) {
            return new Player(client.play(name(name), outlet), outlet);
        }

        Subscription playInto(String name, Outlet outlet) {
            return client.play(name(name), outlet);
        }
    }

    /** A subscription and the outlet that recorded its messages. */
    record Player(Subscription subscription, RecordingOutlet outlet) {
        List<String> take() {
            return outlet.take();
        }
    }

    /** A clock that only the test moves. */
    static final class ManualClock implements Clock {
        private final AtomicLong nanos = new AtomicLong();

        void advance(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }

        void advanceMillis(long millis) {
            advance(Duration.ofMillis(millis));
        }

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long wallMillis() {
            return 1_700_000_000_000L + nanos.get() / 1_000_000;
        }
    }

    /** A connection that consists of its outlets. */
    static final class FakeConnection implements TcConnection {
        private final Map<Integer, RecordingOutlet> outlets = new ConcurrentHashMap<>();
        private final MemoryAccount memory;
        volatile boolean closed;

        FakeConnection(MemoryAccount memory) {
            this.memory = memory;
        }

        @Override
        public Protocol protocol() {
            return Protocol.RTMP;
        }

        @Override
        public String farAddress() {
            return "192.0.2.1:1935";
        }

        @Override
        public MemoryAccount memory() {
            return memory;
        }

        @Override
        public RecordingOutlet outlet(int streamId) {
            return outlets.computeIfAbsent(streamId, RecordingOutlet::new);
        }

        @Override
        public ConnectionState state(long nowNanos) {
            throw new AssertionError("the hub does not ask");
        }

        @Override
        public void execute(Runnable task) {
            throw new AssertionError("the hub runs nothing on a connection's thread");
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
