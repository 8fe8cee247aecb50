package org.tcserver.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.Wakeups;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

/** A transport that hands over messages when the test asks for them. */
final class FakeTransport implements FlowTransport {
    /** Returns the peer at the far end. */
    static FlowPeer peer() {
        return new FlowPeer(
                Protocol.RTMFP,
                new ProtocolFigures().open("test"),
                TestMemory.account(1 << 30),
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY);
    }

    final List<Sent> flows = new ArrayList<>();
    final List<Duration> limits = new ArrayList<>();
    String farAddress = "192.0.2.1:1000";
    boolean closed;
    Runnable onClose = () -> {};

    @Override
    public SendFlow open(
            Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source) {
        var flow = new Sent(metadata, returnAssociation, priority, source);
        flows.add(flow);
        return flow;
    }

    @Override
    public String farAddress() {
        return farAddress;
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        limits.add(limit);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }

    /** A flow towards the client. */
    static final class Sent implements SendFlow {
        final Bytes metadata;
        final @Nullable RecvFlow association;
        final FlowPriority priority;
        final FlowSource source;
        final List<Boolean> reports = new ArrayList<>();
        boolean takesReports;
        boolean open = true;

        Sent(Bytes metadata, @Nullable RecvFlow association, FlowPriority priority, FlowSource source) {
            this.metadata = metadata;
            this.association = association;
            this.priority = priority;
            this.source = source;
        }

        @Override
        public void ready() {}

        @Override
        public boolean ready(boolean isUrgent, Wakeups wakeups) {
            reports.add(isUrgent);
            return takesReports;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        /** All messages that wait, in hexadecimal digits. */
        List<String> drain() {
            var messages = new ArrayList<String>();
            for (var next = source.next(0); next != null; next = source.next(0)) {
                messages.add(next.slice(0, next.length()).toHex());
            }
            return messages;
        }
    }

    /** A flow from the client. */
    static final class Received implements RecvFlow {
        private final Bytes metadata;
        private final @Nullable SendFlow association;
        private @Nullable FlowSink sink;

        @Nullable Duration window;

        boolean rejected;
        boolean suspended;

        Received(String metadata, @Nullable SendFlow association) {
            this.metadata = Bytes.ofHex(metadata);
            this.association = association;
        }

        @Override
        public Bytes metadata() {
            return metadata;
        }

        @Override
        public @Nullable SendFlow association() {
            return association;
        }

        @Override
        public void accept(FlowSink receiver) {
            sink = receiver;
        }

        @Override
        public void accept(FlowSink receiver, Duration reorderWindow) {
            sink = receiver;
            window = reorderWindow;
        }

        @Override
        public void reject(long exceptionCode) {
            rejected = true;
        }

        @Override
        public void suspend() {
            suspended = true;
        }

        @Override
        public void resume() {
            suspended = false;
        }

        void say(String hex) {
            receiver().message(Bytes.ofHex(hex), false);
        }

        FlowSink receiver() {
            if (sink == null) {
                throw new AssertionError("not accepted");
            }
            return sink;
        }
    }
}
