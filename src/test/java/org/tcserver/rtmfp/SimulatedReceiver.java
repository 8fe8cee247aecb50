package org.tcserver.rtmfp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.wire.Bytes;

/** Records the messages of a flow; metadata that begin with {@code live} select network order. */
final class SimulatedReceiver implements FlowSink {
    static final Duration REORDER_WINDOW = Duration.ofMillis(200);

    record Arrival(Bytes message, boolean late, long nanos) {}

    final RecvFlow flow;
    final List<Arrival> arrivals = new ArrayList<>();
    private final SimulatedNetwork network;
    boolean finished;
    long bytes;

    SimulatedReceiver(SimulatedNetwork network, RecvFlow flow) {
        this.network = network;
        this.flow = flow;
    }

    void accept() {
        if (flow.metadata().toText().startsWith("live")) {
            flow.accept(this, REORDER_WINDOW);
        } else {
            flow.accept(this);
        }
    }

    @Override
    public void message(Bytes message, boolean late) {
        bytes += message.length();
        arrivals.add(new Arrival(message, late, network.nowNanos()));
    }

    @Override
    public void finished() {
        finished = true;
    }

    List<Bytes> messages() {
        return arrivals.stream().map(Arrival::message).toList();
    }
}
