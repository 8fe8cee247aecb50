package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.SendFlow;
import org.tcserver.wire.Bytes;

/** A flow's source that hands out what a test has put in, or as many messages of one length as are asked for. */
final class ScriptedSource implements FlowSource {
    private final ArrayDeque<FlowMessage> waiting = new ArrayDeque<>();
    private @Nullable SendFlow flow;
    private @Nullable Bytes endless;
    long rejectedWith = -1;
    int pulled;

    void attach(SendFlow sendFlow) {
        flow = sendFlow;
    }

    SendFlow flow() {
        if (flow == null) {
            throw new AssertionError("no flow");
        }
        return flow;
    }

    void send(Bytes message) {
        send(FlowMessage.of(message));
    }

    void send(FlowMessage message) {
        waiting.add(message);
        flow().ready();
    }

    void sendForEver(Bytes message) {
        endless = message;
        flow().ready();
    }

    void stop() {
        endless = null;
    }

    @Override
    public @Nullable FlowMessage next(long nowNanos) {
        var next = waiting.pollFirst();
        if (next == null && endless != null) {
            next = FlowMessage.of(endless);
        }
        pulled += next == null ? 0 : 1;
        return next;
    }

    @Override
    public void rejected(long exceptionCode) {
        rejectedWith = exceptionCode;
    }
}
