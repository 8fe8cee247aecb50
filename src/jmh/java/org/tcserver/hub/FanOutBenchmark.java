package org.tcserver.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tcserver.wire.Bytes;

/**
 * One publisher's message to 500 subscribers: stamped, given its deadlines, queued for each, and taken from each queue
 * again. The figures are per message and subscriber; no socket takes part.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx768m"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FanOutBenchmark {
    private static final int SUBSCRIBERS = 500;

    private final HubFixture fixture = new HubFixture();
    private final List<QueueOutlet> outlets = new ArrayList<>();
    private final Bytes inter = payload(HubFixture.AVC_INTER, 8_900);
    private final Bytes audio = payload(HubFixture.AAC, 370);
    private @Nullable Publication publication;
    private int timestamp;

    @Setup
    public void subscribe() {
        var started = fixture.join("publisher").publish("stream");
        publication = started;
        var players = fixture.join("players");
        for (int i = 1; i <= SUBSCRIBERS; i++) {
            var outlet = new QueueOutlet(i, fixture.memory, fixture.clock);
            outlets.add(outlet);
            players.playInto("stream", outlet);
        }
        started.message(HubFixture.video(0, HubFixture.AVC_INIT));
        started.message(HubFixture.video(0, HubFixture.AVC_KEY));
        outlets.forEach(QueueOutlet::take);
    }

    @TearDown
    public void close() {
        fixture.log.close();
    }

    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public void video(Blackhole consumer) {
        publish(true, consumer);
    }

    @Benchmark
    @OperationsPerInvocation(SUBSCRIBERS)
    public void audio(Blackhole consumer) {
        publish(false, consumer);
    }

    private void publish(boolean isVideo, Blackhole consumer) {
        timestamp += 20;
        fixture.clock.advanceMillis(20);
        if (publication != null) {
            publication.message(isVideo ? HubFixture.video(timestamp, inter) : HubFixture.audio(timestamp, audio));
        }
        for (int i = 0; i < SUBSCRIBERS; i++) {
            var out = outlets.get(i).poll();
            if (out == null) {
                throw new IllegalStateException("nothing was sent to subscriber " + i);
            }
            consumer.consume(out);
        }
    }

    private static Bytes payload(Bytes start, int length) {
        var bytes = new byte[length];
        System.arraycopy(start.toArray(), 0, bytes, 0, start.length());
        return Bytes.wrap(bytes);
    }
}
