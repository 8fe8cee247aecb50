package org.tcserver.torture;

import java.util.concurrent.atomic.LongAdder;

/** What came to viewers of one kind. Thread-safe. */
final class Score {
    final LongAdder viewers = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder video = new LongAdder();
    final LongAdder audio = new LongAdder();
    final LongAdder missingVideo = new LongAdder();
    final LongAdder missingAudio = new LongAdder();
    /** Pictures that are no keyframes and did not come right behind the one before. */
    final LongAdder broken = new LongAdder();
    /** What came again, or behind what was sent after it. */
    final LongAdder repeated = new LongAdder();
    /** Except of what was kept for those who came late. */
    final Delays delays = new Delays();

    /** Nothing was lost to those who can take it all. */
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
