package org.tcserver.lossy;

import java.util.concurrent.atomic.AtomicInteger;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.TestMedia;

/** Counts the frames and the audio messages that a player receives. Thread-safe, guarded by atomics. */
final class Arrivals {
    private static final String VIDEO_LINE = "stream onVideo";
    private static final String AUDIO_LINE = "stream onAudio";

    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger sounds = new AtomicInteger();

    void add(RtmpMessage message) {
        if (TestMedia.isCoded(message)) {
            (message.type() == RtmpMessage.VIDEO ? frames : sounds).incrementAndGet();
        }
    }

    /** Adds the messages that the original's {@code tcconn} printed. */
    void addPrinted(String output) {
        output.lines().forEach(line -> {
            if (line.startsWith(VIDEO_LINE) && !line.endsWith(" len: " + TestMedia.AVC_INIT.length())) {
                frames.incrementAndGet();
            } else if (line.startsWith(AUDIO_LINE) && !line.endsWith(" len: " + TestMedia.AAC_INIT.length())) {
                sounds.incrementAndGet();
            }
        });
    }

    @Override
    public String toString() {
        return frames + ", " + sounds;
    }
}
