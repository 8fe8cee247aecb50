package org.tcserver.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.ConnectionState;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

/** A connection without a transport: keeps sent messages, and runs tasks when the test asks for it. */
final class FakeConnection implements TcConnection {
    private final MemoryAccount memory = TestMemory.account(1 << 30);

    /** Keeps what is sent on one stream, in the order of the whole connection. */
    private final class FakeOutlet implements Outlet {
        private final int streamId;

        FakeOutlet(int streamId) {
            this.streamId = streamId;
        }

        @Override
        public int streamId() {
            return streamId;
        }

        @Override
        public void send(Outgoing out, long nowNanos, Wakeups wakeups) {
            if (!finished.contains(streamId)) {
                sent.add(out);
                wakeups.add(() -> {});
            }
        }

        @Override
        public boolean relay(TcMessage command, long nowNanos, Wakeups wakeups) {
            send(Outgoing.relayed(command), nowNanos, wakeups);
            return true;
        }

        @Override
        public boolean hasRoom(long nowNanos) {
            return room;
        }

        @Override
        public void synchronize(long nowNanos, Wakeups wakeups) {}

        @Override
        public void discardMedia() {}

        @Override
        public void finish() {
            finished.add(streamId);
            outlets.remove(streamId);
        }
    }

    final Deque<Outgoing> sent = new ArrayDeque<>();
    final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    final List<Integer> finished = new ArrayList<>();
    final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Integer, Outlet> outlets = new TreeMap<>();
    Protocol protocol = Protocol.RTMP;
    String farAddress = "192.0.2.1:4711";
    Bytes nearNonce = Bytes.EMPTY;
    Bytes farNonce = Bytes.EMPTY;
    Bytes peerId = Bytes.EMPTY;
    boolean room = true;

    @Nullable Duration extraDelay;

    @Nullable List<InetSocketAddress> peerInfo;

    /** An RTMFP connection with the nonces and the peer ID of the documentation's examples. */
    static FakeConnection rtmfp() {
        var connection = new FakeConnection();
        connection.protocol = Protocol.RTMFP;
        connection.nearNonce = Bytes.ofHex("55e154b9a21eaff92499897b384e2e9314b8c1305a383b66c365eaad3d83f4a0");
        connection.farNonce = Bytes.ofHex("cbc290212a52dad978da93870e6929a5050d838a18723620b92df9a530535442");
        connection.peerId = Bytes.ofHex("6965c14b8964ee016451bc44140504f1a67178cfca3a64b2df16683dd263c176");
        return connection;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Runs the tasks that wait for the connection's thread. */
    void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public MemoryAccount memory() {
        return memory;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String farAddress() {
        return farAddress;
    }

    @Override
    public Bytes nearNonce() {
        return nearNonce;
    }

    @Override
    public Bytes farNonce() {
        return farNonce;
    }

    @Override
    public Bytes peerId() {
        return peerId;
    }

    @Override
    public Outlet outlet(int streamId) {
        return outlets.computeIfAbsent(streamId, FakeOutlet::new);
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        extraDelay = limit;
    }

    @Override
    public void setPeerInfo(List<InetSocketAddress> addresses) {
        peerInfo = addresses;
    }

    @Override
    public ConnectionState state(long nowNanos) {
        return new ConnectionState(
                new ConnectionState.Traffic(0, 0),
                new ConnectionState.Traffic(0, 0),
                0,
                new ConnectionState.Waiting(0, 0),
                0);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
