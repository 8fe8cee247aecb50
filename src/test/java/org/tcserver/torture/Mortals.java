package org.tcserver.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.TcClient;

/**
 * Publishers that the test kills every few seconds and restarts. Their viewers must receive a notice of each end and
 * each start, and new frames each time.
 */
final class Mortals implements Activity {
    private static final String APP = "mortal";
    private static final List<Protocol> PUBLISHERS = List.of(Protocol.RTMP, Protocol.RTWS, Protocol.RTMPS);
    private static final List<Protocol> VIEWERS = List.of(Protocol.RTMP, Protocol.WSS, Protocol.RTMFP);
    private static final int LIFE_MILLIS = 3000;
    private static final int DEATH_MILLIS = 1000;
    private static final Duration MOST_NOTICE = Duration.ofSeconds(30);
    private static final long MOST_RECOVERY_MILLIS = 3000;

    private final Stage stage;
    private final Score score = new Score();
    private final Delays recoveries = new Delays();
    private final Queue<TcClient> viewers = new ConcurrentLinkedQueue<>();
    private final Map<FrameCheck, Mortal> watched = new ConcurrentHashMap<>();
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicInteger untold = new AtomicInteger();

    /** A stream, with the time at which each of its publishers started. */
    private static final class Mortal {
        private final Map<Integer, Long> startedNanos = new ConcurrentHashMap<>();
    }

    Mortals(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void begin() throws Exception {
        for (int i = 0; i < PUBLISHERS.size(); i++) {
            var mortal = new Mortal();
            var name = "mortal" + i;
            var random = stage.random(name);
            for (var protocol : VIEWERS) {
                watch(mortal, protocol, name);
            }
            var protocol = PUBLISHERS.get(i);
            stage.begin(name, () -> {
                for (int epoch = 0; !stage.isOver(); epoch++) {
                    live(mortal, protocol, name, epoch, LIFE_MILLIS + random.nextInt(LIFE_MILLIS));
                    stage.goesOnAfter(DEATH_MILLIS / 4 + random.nextInt(DEATH_MILLIS));
                }
            });
        }
    }

    private void watch(Mortal mortal, Protocol protocol, String name) throws Exception {
        var client = stage.target().connected(protocol, APP);
        var check = new FrameCheck(score);
        client.play(name + Audience.UNDISTURBED);
        client.listen(check);
        score.viewers.increment();
        viewers.add(client);
        watched.put(check, mortal);
    }

    private void live(Mortal mortal, Protocol protocol, String name, int epoch, long millis) throws Exception {
        var client = stage.target().connected(protocol, APP);
        client.call("releaseStream", name);
        int streamId = client.publish(name);
        long start = System.nanoTime();
        mortal.startedNanos.put(epoch, start);
        new Source(client, streamId, epoch).publish(() -> System.nanoTime() - start < millis * 1_000_000);
        Target.reset(client);
        stage.ledger().count("publisher killed");
    }

    @Override
    public void end() throws Exception {
        var deadline = Deadline.in(MOST_NOTICE);
        while (!deadline.isOver() && !watched.entrySet().stream().allMatch(Mortals::knowsOfTheEnd)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        watched.forEach(this::judge);
        for (var client : viewers) {
            if (client.isOver()) {
                score.ended.increment();
            }
            client.close();
        }
    }

    private static boolean knowsOfTheEnd(Map.Entry<FrameCheck, Mortal> viewing) {
        return viewing.getKey().unpublished() >= viewing.getValue().startedNanos.size();
    }

    private void judge(FrameCheck check, Mortal mortal) {
        var seen = check.epochs();
        mortal.startedNanos.forEach((epoch, started) -> {
            var first = seen.get(epoch);
            if (first == null) {
                missed.incrementAndGet();
            } else {
                recoveries.add(Math.max(0, first - started));
            }
        });
        int publications = mortal.startedNanos.size();
        untold.addAndGet(Math.abs(publications - check.published()));
        untold.addAndGet(Math.abs(publications - check.unpublished()));
    }

    @Override
    public List<Verdict> verdicts() {
        var verdicts = new ArrayList<Verdict>();
        boolean recovered = missed.get() == 0
                && recoveries.count() > 0
                && recoveries.millis(1) <= stage.lag().allow(MOST_RECOVERY_MILLIS);
        var figures = String.format(
                "%d publishers killed, %d viewers had pictures again %d times, never %d times; after %s",
                stage.ledger().of("publisher killed"), viewers.size(), recoveries.count(), missed.get(), recoveries);
        verdicts.add(new Verdict(recovered, "killed publishers: pictures again", figures));
        verdicts.add(
                new Verdict(untold.get() == 0, "killed publishers: viewers told", untold + " notices too few or many"));
        verdicts.add(new Verdict(score.isPerfect(), "killed publishers: nothing lost between", score.toString()));
        return verdicts;
    }
}
