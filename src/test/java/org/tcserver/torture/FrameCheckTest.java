package org.tcserver.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** Checks that {@link FrameCheck} finds each kind of fault, without false positives. */
class FrameCheckTest {
    private static final int GOP = Frame.PER_GOP;

    private final Score score = new Score();
    private final FrameCheck check = new FrameCheck(score);

    private void get(int type, Bytes payload) {
        check.accept(new RtmpMessage(type, 1, 0, payload, System.nanoTime()));
    }

    private void video(int epoch, int... numbers) {
        for (int number : numbers) {
            get(RtmpMessage.VIDEO, Frame.video(number, epoch));
        }
    }

    private void audio(int epoch, int... numbers) {
        for (int number : numbers) {
            get(RtmpMessage.AUDIO, Frame.audio(number, epoch));
        }
    }

    private void assertFound(int missingVideo, int missingAudio, int broken, int repeated) {
        assertEquals(missingVideo, score.missingVideo.sum(), "missing pictures");
        assertEquals(missingAudio, score.missingAudio.sum(), "missing sounds");
        assertEquals(broken, score.broken.sum(), "pictures without the one before");
        assertEquals(repeated, score.repeated.sum(), "repeated");
    }

    @Test
    void aWholeStream() {
        get(RtmpMessage.VIDEO, TestMedia.AVC_INIT);
        get(RtmpMessage.AUDIO, TestMedia.AAC_INIT);
        video(0, IntStream.range(0, 3 * GOP).toArray());
        audio(0, IntStream.range(0, 100).toArray());
        assertFound(0, 0, 0, 0);
        assertEquals(3 * GOP + 100, check.frames());
        assertTrue(score.isPerfect());
    }

    @Test
    void whoJoinsGetsAnOldKeyframeAndTheNextOne() {
        video(0, GOP, 2 * GOP, 2 * GOP + 1);
        audio(0, 77, 78);
        assertFound(0, 0, 0, 0);
    }

    @Test
    void whoJoinsMissesAKeyframe() {
        video(0, GOP, 3 * GOP);
        assertFound(2 * GOP - 1, 0, 0, 0);
    }

    @Test
    void aGroupThatIsDroppedToItsEndIsMissingButBreaksNothing() {
        video(0, 0, 1, 2, GOP, GOP + 1);
        assertFound(GOP - 3, 0, 0, 0);
        assertFalse(score.isPerfect());
    }

    @Test
    void aPictureWithoutTheOneBefore() {
        video(0, 0, 1, 3);
        assertFound(1, 0, 1, 0);
    }

    @Test
    void aStreamThatBeginsWithoutAKeyframe() {
        video(0, 1, 2);
        assertFound(0, 0, 1, 0);
    }

    @Test
    void whatComesTwice() {
        video(0, 0, 1, 1);
        audio(0, 0, 1, 0, 2, 4);
        assertFound(0, 1, 1, 2);
    }

    @Test
    void thePublisherComesAgain() {
        video(0, 0, 1, 2);
        audio(0, 0, 1);
        video(1, 0, 1);
        audio(1, 0);
        assertFound(0, 0, 0, 0);
        assertEquals(2, check.epochs().size());
    }

    @Test
    void delaysFallIntoTheirClasses() {
        var delays = new Delays();
        for (int i = 1; i <= 100; i++) {
            delays.add(i * 1_000_000L);
        }
        assertEquals(50, delays.millis(0.5), 3);
        assertEquals(99, delays.millis(0.99), 6);
        assertEquals(0, new Delays().millis(0.5));
    }
}
