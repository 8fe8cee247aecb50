package org.tcserver.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.TcClient;

/**
 * Viewers that read at half the required rate, and viewers that stop reading for a while. The latter then continue or
 * vanish.
 */
final class BadReaders implements Activity {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.RTMP, Protocol.RTMPS, Protocol.RTWS, Protocol.WSS);
    private static final int SMALL_BUFFER = 8192;
    private static final int LONG_STALL_MILLIS = 30_000;
    private static final int SHORT_STALL_MILLIS = 5_000;
    private static final int READING_MILLIS = 4_000;

    private final Stage stage;
    private final Score slow = new Score();
    private final Score stalled = new Score();
    private final List<TcClient> slowViewers = new ArrayList<>();

    BadReaders(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void begin() throws Exception {
        int rounds = stage.settings().isLong() ? 3 : 1;
        for (int i = 0; i < rounds * PROTOCOLS.size(); i++) {
            int number = i;
            var protocol = PROTOCOLS.get(i % PROTOCOLS.size());
            watchSlowly(protocol, number);
            stage.begin("viewer that stalls over " + protocol, () -> {
                for (int turn = number; !stage.isOver(); turn++) {
                    stall(protocol, turn);
                }
            });
        }
    }

    private void watchSlowly(Protocol protocol, int number) throws IOException, InterruptedException {
        var client = stage.target().open(protocol, SMALL_BUFFER, Frame.BYTES_PER_SECOND / 2);
        client.connectTo(Audience.APP);
        client.play(Audience.stream(number));
        client.listen(new FrameCheck(slow));
        slow.viewers.increment();
        slowViewers.add(client);
    }

    /**
     * Plays, pauses reading, then continues or vanishes. The server may close a viewer that reads nothing for this
     * long.
     */
    private void stall(Protocol protocol, int turn) throws IOException, InterruptedException {
        var client = stage.target().open(protocol, SMALL_BUFFER, 0);
        client.connectTo(Audience.APP);
        client.play(Audience.stream(turn));
        var check = new FrameCheck(stalled);
        client.listen(check);
        stage.goesOnAfter(READING_MILLIS / 2);
        stopReading(client, true);
        stage.goesOnAfter(stage.settings().isLong() ? LONG_STALL_MILLIS : SHORT_STALL_MILLIS);
        long before = check.frames();
        if (turn % 3 == 0) {
            stage.ledger().count("stalled viewer vanishes");
            Target.reset(client);
            stopReading(client, false);
        } else {
            stopReading(client, false);
            boolean goesOn = stage.goesOnAfter(READING_MILLIS);
            if (client.isOver()) {
                stage.ledger().count("stalled viewer was closed");
            } else if (goesOn) {
                stage.ledger()
                        .count(check.frames() > before ? "stalled viewer goes on" : "stalled viewer gets nothing");
            }
            client.close();
        }
    }

    private static void stopReading(TcClient client, boolean stop) {
        switch (client) {
            case RtmpClient rtmp -> rtmp.stopReading(stop);
            case RtwsClient rtws -> rtws.stopReading(stop);
            default -> throw new IllegalArgumentException("a client that always reads: " + client);
        }
    }

    @Override
    public void end() throws Exception {
        for (var client : slowViewers) {
            if (client.isOver()) {
                slow.ended.increment();
            }
            client.close();
        }
    }

    @Override
    public List<Verdict> verdicts() {
        boolean slowHolds = slow.broken.sum() + slow.repeated.sum() + slow.ended.sum() == 0 && slow.video.sum() > 0;
        boolean stalledHolds = stalled.broken.sum() + stalled.repeated.sum() == 0
                && stage.ledger().of("stalled viewer gets nothing") == 0;
        var figures = String.format(
                "%d go on, %d were closed, %d vanish; broken %d, repeated %d",
                stage.ledger().of("stalled viewer goes on"),
                stage.ledger().of("stalled viewer was closed"),
                stage.ledger().of("stalled viewer vanishes"),
                stalled.broken.sum(),
                stalled.repeated.sum());
        return List.of(
                new Verdict(slowHolds, "slow viewers lose whole groups only", slow.toString()),
                new Verdict(stalledHolds, "stalled viewers", figures));
    }
}
