package org.tcserver.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.TcClient;

/** Clients that relay messages in a ring and broadcast. Each message must arrive once and in order. */
final class Chatter implements Activity {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.RTMP, Protocol.RTWS, Protocol.RTMFP, Protocol.WSS);
    private static final int PERIOD_MILLIS = 100;
    private static final int RELAYS_PER_BROADCAST = 10;

    private final Stage stage;
    private final List<Talker> talkers = new ArrayList<>();

    /**
     * One client, with counters of sent and received messages. It receives relays from its predecessor in the ring, and
     * broadcasts from the first client.
     */
    private static final class Talker {
        private final TcClient client;
        private final String connectionId;
        private final AtomicInteger relayed = new AtomicInteger();
        private final AtomicInteger broadcast = new AtomicInteger();
        private final AtomicInteger heardRelayed = new AtomicInteger();
        private final AtomicInteger heardBroadcast = new AtomicInteger();
        private final AtomicInteger outOfOrder = new AtomicInteger();

        Talker(TcClient client) throws Exception {
            this.client = client;
            connectionId = client.connectTo("chat").info("connectionID");
            client.listen(this::hear);
        }

        private void hear(RtmpMessage message) {
            if (message.isCommand("onRelay")) {
                var arguments = message.command().arguments();
                var heard = arguments.get(2).equals("relay") ? heardRelayed : heardBroadcast;
                if (!arguments.get(3).equals((double) heard.getAndIncrement())) {
                    outOfOrder.incrementAndGet();
                }
            }
        }
    }

    Chatter(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void begin() throws Exception {
        for (var protocol : PROTOCOLS) {
            talkers.add(new Talker(stage.target().open(protocol)));
        }
        for (int i = 0; i < talkers.size(); i++) {
            var talker = talkers.get(i);
            var next = talkers.get((i + 1) % talkers.size());
            boolean isFirst = i == 0;
            stage.begin("talker", () -> talk(talker, next.connectionId, isFirst));
        }
    }

    private void talk(Talker talker, String next, boolean broadcasts) throws Exception {
        for (int i = 0; stage.goesOnAfter(PERIOD_MILLIS); i++) {
            talker.client.command(0, "relay", next, "relay", talker.relayed.getAndIncrement());
            if (broadcasts && i % RELAYS_PER_BROADCAST == 0) {
                talker.client.command(0, "broadcast", "broadcast", talker.broadcast.getAndIncrement());
            }
        }
    }

    private int said() {
        int said = 0;
        for (var talker : talkers) {
            said += talker.relayed.get() + talkers.size() * talker.broadcast.get();
        }
        return said;
    }

    private int heard() {
        int heard = 0;
        for (var talker : talkers) {
            heard += talker.heardRelayed.get() + talker.heardBroadcast.get();
        }
        return heard;
    }

    @Override
    public void end() throws Exception {
        var deadline = Deadline.patient();
        while (heard() < said() && !deadline.isOver()) {
            LockSupport.parkNanos(10_000_000);
        }
        for (var talker : talkers) {
            talker.client.close();
        }
    }

    @Override
    public List<Verdict> verdicts() {
        int outOfOrder = 0;
        for (var talker : talkers) {
            outOfOrder += talker.outOfOrder.get();
        }
        boolean holds = heard() == said() && said() > 0 && outOfOrder == 0;
        var figures = heard() + " of " + said() + " messages came, " + outOfOrder + " out of order";
        return List.of(new Verdict(holds, "relays and broadcasts", figures));
    }
}
