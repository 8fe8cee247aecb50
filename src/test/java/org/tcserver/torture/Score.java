package org.tcserver.torture;

import java.util.concurrent.atomic.LongAdder;

/** Messages received by viewers of one kind. Thread-safe. */
final class Score {
    final LongAdder viewers = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder video = new LongAdder();
    final LongAdder audio = new LongAdder();
    final LongAdder missingVideo = new LongAdder();
    final LongAdder missingAudio = new LongAdder();
    /** Interframes that did not directly follow their predecessor. */
    final LongAdder broken = new LongAdder();
    /** Duplicates, and messages that arrived after a later one. */
    final LongAdder repeated = new LongAdder();
    /** Delays, except of frames that the server kept for late joiners. */
    final Delays delays = new Delays();

    /** Returns whether the viewers received everything. */
    boolean isPerfect() {
        return ended.sum() + missingVideo.sum() + missingAudio.sum() + broken.sum() + repeated.sum() == 0
                && video.sum() > 0
                && audio.sum() > 0;
    }

    @Override
    public String toString() {
        return String.format(
                "%d viewers, %d pictures, %d sounds; missing %d/%d, broken %d, repeated %d, cut off %d; %s",
                viewers.sum(),
                video.sum(),
                audio.sum(),
                missingVideo.sum(),
                missingAudio.sum(),
                broken.sum(),
                repeated.sum(),
                ended.sum(),
                delays);
    }
}
