package org.tcserver.torture;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;

/** Publishes numbered video and audio in real time. One thread publishes; other threads may read the counts. */
final class Source {
    private static final long TICK_MILLIS = Frame.MILLIS / 2;

    private final TcClient client;
    private final int streamId;
    private final int epoch;
    private final AtomicInteger videoSent = new AtomicInteger();
    private final AtomicInteger audioSent = new AtomicInteger();

    /** Decides whether to continue. */
    interface Condition {
        boolean holds();
    }

    /** {@code epoch}: the number of earlier publishers of this stream. */
    Source(TcClient client, int streamId, int epoch) {
        this.client = client;
        this.streamId = streamId;
        this.epoch = epoch;
    }

    /** Returns the number of video messages so far. Their numbers begin with 0. */
    int videoSent() {
        return videoSent.get();
    }

    int audioSent() {
        return audioSent.get();
    }

    /** Publishes while the condition holds. */
    void publish(Condition condition) throws IOException {
        long start = System.nanoTime();
        client.video(streamId, 0, TestMedia.AVC_INIT);
        client.audio(streamId, 0, TestMedia.AAC_INIT);
        for (long tick = 0; condition.holds(); tick++) {
            await(start + tick * TICK_MILLIS * 1_000_000);
            send(tick);
        }
    }

    private void send(long tick) throws IOException {
        long timestamp = tick * TICK_MILLIS;
        if (tick % 2 == 0) {
            client.video(streamId, timestamp, Frame.video(videoSent.get(), epoch));
            videoSent.incrementAndGet();
        } else {
            client.audio(streamId, timestamp, Frame.audio(audioSent.get(), epoch));
            audioSent.incrementAndGet();
        }
    }

    private static void await(long dueNanos) {
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
