package org.tcserver.torture;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tcserver.testing.RtmpMessage;

/** Checks each message that a viewer of a {@link Source} receives. Thread-safe, guarded by its lock. */
final class FrameCheck implements Consumer<RtmpMessage> {
    private static final int NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Score score;
    private final Map<Integer, Long> epochs = new HashMap<>();
    private int epoch = NONE;
    private int lastVideo = NONE;
    private int lastAudio = NONE;
    private boolean joining;
    private int published;
    private int unpublished;
    private long frames;

    /** {@code score} receives the results for this viewer. */
    FrameCheck(Score score) {
        this.score = score;
    }

    @Override
    public void accept(RtmpMessage message) {
        lock.lock();
        try {
            if (message.isCommand()) {
                status(message);
            }
            var frame = Frame.of(message);
            if (frame != null) {
                frames++;
                adopt(frame);
                if (frame.isVideo()) {
                    video(frame);
                } else {
                    audio(frame);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void status(RtmpMessage message) {
        if (message.isStatus("NetStream.Play.PublishNotify")) {
            published++;
        } else if (message.isStatus("NetStream.Play.UnpublishNotify")) {
            unpublished++;
        }
    }

    private void adopt(Frame frame) {
        if (frame.epoch() != epoch) {
            epoch = frame.epoch();
            lastVideo = NONE;
            lastAudio = NONE;
        }
    }

    private void video(Frame frame) {
        int number = frame.number();
        boolean isFirst = lastVideo == NONE;
        if (!frame.isKey() && (isFirst || number != lastVideo + 1)) {
            score.broken.increment();
        }
        if (isFirst) {
            joining = true;
            epochs.putIfAbsent(epoch, frame.arrivedNanos());
        } else {
            follow(number);
            score.delays.add(frame.arrivedNanos() - frame.sentNanos());
        }
        lastVideo = Math.max(lastVideo, number);
        score.video.increment();
    }

    /**
     * Counts missing frames. A late joiner first receives the newest keyframe, possibly an old one, and then waits for
     * the next.
     */
    private void follow(int number) {
        int next = lastVideo + 1;
        if (number < next) {
            score.repeated.increment();
        } else if (!joining || number > lastVideo + Frame.PER_GOP) {
            score.missingVideo.add(number - next);
        }
        joining = false;
    }

    private void audio(Frame frame) {
        int number = frame.number();
        if (lastAudio != NONE && number <= lastAudio) {
            score.repeated.increment();
        } else if (lastAudio != NONE) {
            score.missingAudio.add(number - lastAudio - 1);
        }
        lastAudio = Math.max(lastAudio, number);
        score.delays.add(frame.arrivedNanos() - frame.sentNanos());
        score.audio.increment();
    }

    /** Returns whether everything that {@code source} sent has arrived. */
    boolean isComplete(Source source) {
        lock.lock();
        try {
            return lastVideo == source.videoSent() - 1 && lastAudio == source.audioSent() - 1;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the check and counts the outstanding messages as missing. */
    void finish(Source source) {
        lock.lock();
        try {
            score.missingVideo.add(source.videoSent() - 1 - lastVideo);
            score.missingAudio.add(source.audioSent() - 1 - lastAudio);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the arrival time of the first frame of each epoch. */
    Map<Integer, Long> epochs() {
        lock.lock();
        try {
            return Map.copyOf(epochs);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of {@code PublishNotify} messages. */
    int published() {
        lock.lock();
        try {
            return published;
        } finally {
            lock.unlock();
        }
    }

    int unpublished() {
        lock.lock();
        try {
            return unpublished;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of video and audio messages so far. */
    long frames() {
        lock.lock();
        try {
            return frames;
        } finally {
            lock.unlock();
        }
    }
}
