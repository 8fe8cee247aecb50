package org.tcserver.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.wire.Bytes;

/**
 * Publishes numbered video and audio in real time, and records when it sent each message. Video has 25 frames and one
 * keyframe a second. Audio has 43 messages a second. One thread publishes; other threads may read the times.
 */
public final class LivePublisher {
    private static final int KEYFRAME_BYTES = 16_000;
    private static final int INTERFRAME_BYTES = 4_000;
    private static final int FRAMES_PER_GOP = 25;
    private static final long FRAME_MILLIS = 40;
    private static final long AUDIO_MILLIS = 23;
    /** The rate that a viewer must read to keep up. */
    public static final int BYTES_PER_SECOND = KEYFRAME_BYTES + 24 * INTERFRAME_BYTES + 43 * 36;

    private final TcClient client;
    private final int streamId;
    private final Map<Integer, Long> videoSentNanos = new ConcurrentHashMap<>();
    private final Map<Integer, Long> audioSentNanos = new ConcurrentHashMap<>();

    public LivePublisher(TcClient client, int streamId) {
        this.client = client;
        this.streamId = streamId;
    }

    /** Publishes for {@code duration}. Returns after the last message, or throws {@link UncheckedIOException}. */
    public void publish(Duration duration) {
        try {
            publishAll(duration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publishAll(Duration duration) throws IOException {
        var start = System.nanoTime();
        var video = 0;
        var audio = 0;
        while (Math.min(video * FRAME_MILLIS, audio * AUDIO_MILLIS) < duration.toMillis()) {
            if (video * FRAME_MILLIS <= audio * AUDIO_MILLIS) {
                await(start, video * FRAME_MILLIS);
                sendVideo(video);
                video++;
            } else {
                await(start, audio * AUDIO_MILLIS);
                sendAudio(audio);
                audio++;
            }
        }
    }

    private void sendVideo(int number) throws IOException {
        videoSentNanos.put(number, System.nanoTime());
        client.video(streamId, number * FRAME_MILLIS, video(number));
    }

    private void sendAudio(int number) throws IOException {
        audioSentNanos.put(number, System.nanoTime());
        client.audio(streamId, number * AUDIO_MILLIS, TestMedia.audio(number));
    }

    private static void await(long start, long afterMillis) {
        var due = start + afterMillis * 1_000_000;
        for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Returns whether this publisher sent a frame with the same number and size. */
    public boolean hasSent(RtmpMessage frame) {
        var number = TestMedia.number(frame);
        return videoSentNanos.containsKey(number)
                && frame.payload().length() == video(number).length();
    }

    private static Bytes video(int number) {
        var isKeyframe = number % FRAMES_PER_GOP == 0;
        return TestMedia.video(isKeyframe ? 0x17 : 0x27, number, isKeyframe ? KEYFRAME_BYTES : INTERFRAME_BYTES);
    }

    /** Returns the time at which each audio message was sent, by number. */
    public Map<Integer, Long> audioSentNanos() {
        return new HashMap<>(audioSentNanos);
    }

    public Map<Integer, Long> videoSentNanos() {
        return new HashMap<>(videoSentNanos);
    }
}
