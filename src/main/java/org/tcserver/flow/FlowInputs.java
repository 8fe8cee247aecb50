package org.tcserver.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcHandler;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** The flows from one client and the messages in them. Confined to the connection's thread. */
final class FlowInputs {
    private static final Logger LOG = LoggerFactory.getLogger(FlowInputs.class);

    private final FlowConnection connection;
    private final TcHandler handler;
    private final FlowEnvironment environment;
    private final FlowBarriers barriers = new FlowBarriers();
    private final Set<RecvFlow> streamFlows = new LinkedHashSet<>();
    /** The flows of stream 0, which carry commands such as those that send messages to other clients. */
    private final Set<RecvFlow> commandFlows = new LinkedHashSet<>();

    private boolean paused;
    private boolean heldUp;

    FlowInputs(FlowConnection connection, TcHandler handler, FlowEnvironment environment) {
        this.connection = connection;
        this.handler = handler;
        this.environment = environment;
    }

    /**
     * Accepts {@code flow}, or returns false if the connection does not expect it. {@code control}: the control flow,
     * or null if there is none yet.
     */
    boolean open(RecvFlow flow, @Nullable RecvFlow control) {
        TcMetadata metadata;
        try {
            metadata = TcMetadata.read(flow.metadata());
        } catch (MalformedException e) {
            return false;
        }
        boolean isControl = control == null;
        boolean fits = isControl
                ? metadata.streamId() == 0 && flow.association() == null
                : flow.association() != null && connection.hasStream(metadata.streamId());
        if (!fits) {
            return false;
        }
        var sink = new Sink(flow, metadata.streamId(), isControl);
        if (metadata.networkOrder()) {
            flow.accept(sink, environment.reorderWindow());
        } else {
            flow.accept(sink);
        }
        if (!isControl) {
            streamFlows.add(flow);
        }
        if (metadata.streamId() == 0) {
            commandFlows.add(flow);
        }
        if (isHeld(flow)) {
            flow.suspend();
        }
        return true;
    }

    /** Rejects the flows of all streams. */
    void rejectAll() {
        List.copyOf(streamFlows).forEach(flow -> flow.reject(0));
    }

    /** Suspends the flows of a publisher while all its subscribers are congested. Its control flow continues. */
    private void pauseIfCongested() {
        if (!paused && handler.isCongested(environment.clock().nanos())) {
            paused = true;
            streamFlows.forEach(RecvFlow::suspend);
            lookAgain();
        }
    }

    private void lookAgain() {
        environment.timers().after(FlowParameters.CONGESTION_PAUSE, () -> connection.execute(this::resumeIfRelieved));
    }

    private void resumeIfRelieved() {
        if (handler.isCongested(environment.clock().nanos())) {
            lookAgain();
            return;
        }
        paused = false;
        streamFlows.forEach(this::resumeUnlessHeld);
    }

    /** Suspends the command flows of a client that sends too much to other clients. Its media continues. */
    private void holdUpIfNeeded() {
        long nanos = heldUp ? 0 : handler.holdUpNanos(environment.clock().nanos());
        if (nanos > 0) {
            heldUp = true;
            commandFlows.forEach(RecvFlow::suspend);
            environment.timers().after(Duration.ofNanos(nanos), () -> connection.execute(this::goOn));
        }
    }

    private void goOn() {
        heldUp = false;
        holdUpIfNeeded();
        commandFlows.forEach(this::resumeUnlessHeld);
    }

    private boolean isHeld(RecvFlow flow) {
        return barriers.holds(flow)
                || (paused && streamFlows.contains(flow))
                || (heldUp && commandFlows.contains(flow));
    }

    private void resumeUnlessHeld(RecvFlow flow) {
        if (!isHeld(flow)) {
            flow.resume();
        }
    }

    private final class Sink implements FlowSink {
        private final RecvFlow flow;
        private final int streamId;
        private final boolean isControl;

        Sink(RecvFlow flow, int streamId, boolean isControl) {
            this.flow = flow;
            this.streamId = streamId;
            this.isControl = isControl;
        }

        @Override
        public void message(Bytes message, boolean late) {
            if (connection.isClosing()) {
                return;
            }
            try {
                deliver(message, late);
            } catch (IOException e) {
                connection.fail(e);
            } catch (RuntimeException e) {
                LOG.error("a session failed", e);
                connection.fail(new IOException("internal error"));
            }
        }

        @Override
        public void finished() {
            streamFlows.remove(flow);
            commandFlows.remove(flow);
            barriers.left(flow, streamFlows).forEach(FlowInputs.this::resumeUnlessHeld);
            if (isControl) {
                connection.close();
            }
        }

        private void deliver(Bytes bytes, boolean late) throws IOException {
            if (bytes.length() < TcFlowMessages.HEAD_BYTES) {
                return;
            }
            var message = TcFlowMessages.read(bytes);
            connection.figures().received(message.kind());
            var sync = FlowSync.of(message);
            if (sync != null) {
                synchronize(sync);
            } else if (TcFlowMessages.isChunkStreamControl(message.type())) {
                LOG.trace("ignored a message of type {}", message.type());
            } else if (late) {
                handler.lateMessage(streamId, message);
            } else {
                handler.message(streamId, message);
                connection.noteConnected();
            }
            pauseIfCongested();
            holdUpIfNeeded();
        }

        private void synchronize(FlowSync sync) {
            if (connection.protocol() == Protocol.RTMFP) {
                barriers.reached(flow, sync).forEach(FlowInputs.this::resumeUnlessHeld);
            }
        }
    }
}
