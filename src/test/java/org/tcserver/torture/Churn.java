package org.tcserver.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;

/** Clients that connect, do something short and disconnect: properly, without notice, or during the handshake. */
final class Churn implements Activity {
    private static final String APP = "churn";
    private static final int SHORTEST_STAY_MILLIS = 200;
    private static final int STAY_MILLIS = 1500;
    private static final int SHORT_MILLIS = 30;

    private final Stage stage;
    private final Random random;
    private final Delays welcomes = new Delays();
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger mostPresent = new AtomicInteger();
    private final AtomicLong failed = new AtomicLong();
    private volatile long begunNanos;
    private volatile long endedNanos;
    private volatile long visits;

    private enum Doing {
        PLAY,
        PUBLISH,
        NOTHING,
        HANDSHAKE
    }

    /** The plan of one client. */
    private record Visit(int number, Protocol protocol, Doing doing, boolean polite, int stayMillis) {
        @Override
        public String toString() {
            return "visit over " + protocol.label() + " (" + doing + ")";
        }
    }

    Churn(Stage stage) {
        this.stage = stage;
        random = stage.random("churn");
    }

    @Override
    public void begin() {
        int perSecond = stage.settings().churnPerSecond();
        if (perSecond > 0) {
            begunNanos = System.nanoTime();
            stage.begin("churn", () -> visitEvery(TimeUnit.SECONDS.toNanos(1) / perSecond));
        }
    }

    private void visitEvery(long periodNanos) {
        for (int number = 0; !stage.isOver(); number++) {
            long due = begunNanos + number * periodNanos;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            var visit = next(number);
            visits = number + 1L;
            stage.begin(visit.toString(), () -> attend(visit));
            if (number % 1000 == 0) {
                stage.sweep();
            }
        }
        endedNanos = System.nanoTime();
    }

    private Visit next(int number) {
        int dice = random.nextInt(100);
        var doing = dice < 45 ? Doing.PLAY : dice < 70 ? Doing.PUBLISH : dice < 85 ? Doing.NOTHING : Doing.HANDSHAKE;
        var protocol = Target.protocol(random.nextInt(50));
        // The server only notices that an RTMFP client vanished when retransmission gives up. A short run ends earlier.
        boolean polite = random.nextBoolean()
                || (protocol == Protocol.RTMFP && !stage.settings().isLong());
        int stay = SHORTEST_STAY_MILLIS + random.nextInt(STAY_MILLIS);
        return new Visit(number, protocol, doing, polite, stay);
    }

    private void attend(Visit visit) throws InterruptedException {
        mostPresent.accumulateAndGet(present.incrementAndGet(), Math::max);
        try {
            if (visit.doing == Doing.HANDSHAKE && visit.protocol != Protocol.RTMFP) {
                leaveInTheHandshake(visit);
            } else {
                stay(visit);
            }
            stage.ledger().count("visit, " + visit.protocol.label());
            stage.ledger().count("visit that ends " + (visit.polite ? "politely" : "without a word"));
        } catch (IOException | AssertionError e) {
            failed.incrementAndGet();
            stage.ledger().problem(visit.toString(), e);
        } finally {
            present.decrementAndGet();
        }
    }

    private void stay(Visit visit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var client = stage.target().connected(visit.protocol, visit.doing == Doing.PLAY ? Audience.APP : APP);
        welcomes.add(System.nanoTime() - start);
        try {
            int streamId = doSomething(visit, client);
            if (visit.polite && streamId > 0) {
                client.command(streamId, "closeStream");
                client.command(0, "deleteStream", streamId);
            }
        } finally {
            if (visit.polite) {
                client.close();
            } else {
                vanish(client);
            }
        }
    }

    /**
     * Disconnects without notice. It does not reset RTMFP clients, because another client may soon get the same
     * address.
     */
    private static void vanish(TcClient client) throws IOException {
        if (client instanceof RtmfpClient rtmfp) {
            rtmfp.disconnect();
        } else {
            Target.reset(client);
        }
    }

    /** Acts as planned. Returns the ID of the stream that it created, or 0. */
    private int doSomething(Visit visit, TcClient client) throws IOException, InterruptedException {
        return switch (visit.doing) {
            case PLAY -> play(visit, client);
            case PUBLISH -> publish(visit, client);
            case NOTHING, HANDSHAKE -> {
                stage.goesOnAfter(visit.stayMillis);
                yield 0;
            }
        };
    }

    private int play(Visit visit, TcClient client) throws IOException, InterruptedException {
        int streamId = client.play(Audience.stream(visit.number));
        client.await("a picture", m -> Frame.of(m) != null);
        client.listen(message -> {});
        stage.goesOnAfter(visit.stayMillis);
        return streamId;
    }

    private int publish(Visit visit, TcClient client) throws IOException, InterruptedException {
        int streamId = client.publish("visit" + visit.number);
        client.video(streamId, 0, TestMedia.AVC_INIT);
        for (int i = 0; i * SHORT_MILLIS < visit.stayMillis && stage.goesOnAfter(SHORT_MILLIS); i++) {
            client.video(streamId, (long) i * SHORT_MILLIS, Frame.video(i, 0));
        }
        return streamId;
    }

    private void leaveInTheHandshake(Visit visit) throws IOException, InterruptedException {
        try (var socket = stage.target().socket(visit.protocol)) {
            var beginning = visit.protocol.isRtws()
                    ? RawWebSocket.UPGRADE.substring(0, visit.number % RawWebSocket.UPGRADE.length())
                    : "\u0003" + "c".repeat(visit.number % 1536);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            stage.goesOnAfter(SHORT_MILLIS);
            socket.setSoLinger(!visit.polite, 0);
        }
    }

    @Override
    public List<Verdict> verdicts() {
        double seconds = Math.max(1, endedNanos - begunNanos) / 1e9;
        double rate = visits / seconds;
        boolean holds = failed.get() == 0 && rate >= 0.9 * stage.settings().churnPerSecond();
        var figures = String.format(
                "%d visits, %.1f a second, %d at once, %d failed; connected after %s",
                visits, rate, mostPresent.get(), failed.get(), welcomes);
        return List.of(new Verdict(holds, "who comes is served", figures));
    }
}
