package org.tcserver.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.testing.TcClient;

/**
 * One publisher and many players of each protocol, which other clients must not disturb. All players check every
 * message. Some players are behind a lossy link.
 */
final class Audience implements Activity {
    static final String APP = "live";
    /**
     * Parameters that keep media through a short pause of the machine. Any remaining loss is the fault of other
     * clients.
     */
    static final String UNDISTURBED = "?videoLifetime=10&audioLifetime=10&expirePreviousGop=no";

    private static final String LOSSY = "rtmfp, 5 % loss";
    private static final String PATIENT = "rtmfp, 5 % loss, patient";
    private static final int LOSSY_PLAYERS = 8;
    /** By default, a keyframe leaves earlier frames 0.1 s, which is too little to retransmit a lost one. */
    private static final String PARAMETERS_OF_THE_PATIENT = "?expirePreviousGop=no";
    /** Some delivered frames lack their predecessor, if that one was lost and expired afterwards. */
    private static final double MOST_BROKEN = 0.002;

    private static final double LOSS = 0.05;
    private static final int LINK_DELAY_MILLIS = 20;
    /** Repeated retransmission takes several round trips, and occasionally a timeout. */
    private static final long MOST_LOSSY_MILLIS = 1500;

    /** A pause of this length, plus the effect of loss, exceeds the lifetime of audio. */
    private static final long STANDSTILL_MILLIS = 1000;

    private static final long MOST_P99_MILLIS = 1000;
    private static final Duration MOST_UNDER_WAY = Duration.ofSeconds(15);

    private final Stage stage;
    private final Crowd crowd;
    private final List<Source> sources = new ArrayList<>();
    private final List<TcClient> publishers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Player> players = new ConcurrentLinkedQueue<>();
    private final Map<String, Score> scores = new ConcurrentHashMap<>();
    private final LossyForwarder forwarder;
    private volatile boolean over;

    private record Player(TcClient client, Source source, FrameCheck check, Score score) {}

    Audience(Stage stage) throws IOException {
        this.stage = stage;
        crowd = new Crowd(stage);
        forwarder = new LossyForwarder(stage.target().rtmfp(), stage.settings().seed()).links(link(), link());
    }

    private static SimulatedLink link() {
        return new SimulatedLink().loss(LOSS).delayMillis(LINK_DELAY_MILLIS);
    }

    static String stream(int number) {
        return "stream" + number % Protocol.values().length;
    }

    @Override
    public void begin() throws Exception {
        for (var protocol : Protocol.values()) {
            var client = stage.target().connected(protocol, APP);
            var source = new Source(client, client.publish(stream(sources.size())), 0);
            publishers.add(client);
            sources.add(source);
            threads.add(Thread.ofPlatform()
                    .name("source")
                    .start(() -> stage.attempt("publisher over " + protocol, () -> source.publish(() -> !over))));
        }
        int count = stage.settings().players();
        crowd.gather(count, this::join);
        crowd.gather(Math.min(count, LOSSY_PLAYERS), this::joinBehindTheLossyLink);
    }

    private void join(int number) throws Exception {
        var protocol = Target.protocol(number);
        // Adjacent numbers use different protocols. Players of one protocol watch different publishers.
        int stream = (number + number / Protocol.values().length) % sources.size();
        play(protocol.label(), stage.target().connected(protocol, APP), stream, UNDISTURBED);
    }

    private void joinBehindTheLossyLink(int number) throws Exception {
        var client = RtmfpClient.to(forwarder.address()).open();
        client.connectTo(APP);
        if (number % 2 == 0) {
            play(LOSSY, client, number % sources.size(), "");
        } else {
            play(PATIENT, client, number % sources.size(), PARAMETERS_OF_THE_PATIENT);
        }
    }

    private void play(String kind, TcClient client, int stream, String parameters) throws Exception {
        var score = scores.computeIfAbsent(kind, each -> new Score());
        var check = new FrameCheck(score);
        client.play(stream(stream) + parameters);
        client.listen(check);
        score.viewers.increment();
        players.add(new Player(client, sources.get(stream), check, score));
    }

    @Override
    public void end() throws Exception {
        over = true;
        for (var thread : threads) {
            thread.join();
        }
        var deadline = Deadline.in(MOST_UNDER_WAY);
        while (!deadline.isOver() && !players.stream().allMatch(each -> each.check.isComplete(each.source))) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        forwarder.links(new SimulatedLink(), new SimulatedLink()); // The final messages must arrive.
        for (var player : players) {
            player.check.finish(player.source);
            if (player.client.isOver()) {
                player.score.ended.increment();
                stage.ledger().problem("player", new IOException(player.client.whyEnded()));
            }
            player.client.close();
        }
        for (var publisher : publishers) {
            publisher.close();
        }
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        forwarder.close();
    }

    @Override
    public List<Verdict> verdicts() {
        var verdicts = new ArrayList<Verdict>();
        for (var protocol : Protocol.values()) {
            var score = score(protocol.label());
            boolean holds = score.isPerfect()
                    && score.delays.millis(0.99) <= stage.lag().allow(MOST_P99_MILLIS);
            verdicts.add(verdict(protocol.label(), score, holds));
        }
        var lossy = score(LOSSY);
        boolean isFine = isInTimeAndWithSound(lossy) && lossy.broken.sum() <= MOST_BROKEN * lossy.video.sum();
        verdicts.add(verdict(LOSSY, lossy, isFine));
        var patient = score(PATIENT);
        verdicts.add(verdict(PATIENT, patient, isInTimeAndWithSound(patient) && patient.isPerfect()));
        return verdicts;
    }

    private Score score(String kind) {
        return scores.getOrDefault(kind, new Score());
    }

    private static Verdict verdict(String kind, Score score, boolean holds) {
        return new Verdict(holds || score.viewers.sum() == 0, "players undisturbed, " + kind, score.toString());
    }

    /**
     * Returns whether all audio arrived and nothing was late. Audio may be lost if the machine paused for {@link
     * #STANDSTILL_MILLIS}.
     */
    private boolean isInTimeAndWithSound(Score score) {
        boolean lost = score.missingAudio.sum() > 0 && stage.lag().worstMillis() < STANDSTILL_MILLIS;
        return !lost
                && score.ended.sum() + score.repeated.sum() == 0
                && score.video.sum() > 0
                && score.delays.millis(1) <= stage.lag().allow(MOST_LOSSY_MILLIS);
    }
}
