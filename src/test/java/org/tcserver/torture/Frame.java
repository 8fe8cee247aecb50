package org.tcserver.torture;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * The content of a numbered AVC or AAC message. Immutable.
 *
 * @param epoch the number of earlier publishers of the stream
 * @param sentNanos the time of sending, by this machine's clock
 */
record Frame(boolean isVideo, boolean isKey, int number, int epoch, long sentNanos, long arrivedNanos) {
    static final int PER_GOP = 32;
    static final int MILLIS = 60;
    private static final int KEYFRAME_BYTES = 8000;
    private static final int INTERFRAME_BYTES = 1500;
    private static final int AUDIO_BYTES = 120;
    private static final int VIDEO_HEADER = 5;
    private static final int AUDIO_HEADER = 2;
    private static final int STAMP_BYTES = 16;
    private static final Bytes FILLING = filling();

    /** The rate that a viewer must read to keep up. */
    static final int BYTES_PER_SECOND = (KEYFRAME_BYTES + (PER_GOP - 1) * INTERFRAME_BYTES) * 1000 / (PER_GOP * MILLIS)
            + AUDIO_BYTES * 1000 / MILLIS;

    private static Bytes filling() {
        var filling = new byte[KEYFRAME_BYTES];
        new Random(1).nextBytes(filling);
        return Bytes.wrap(filling);
    }

    static Bytes video(int number, int epoch) {
        boolean isKey = number % PER_GOP == 0;
        var header = Bytes.of(isKey ? 0x17 : 0x27, 1, 0, 0, 0);
        return stamped(header, number, epoch, isKey ? KEYFRAME_BYTES : INTERFRAME_BYTES);
    }

    static Bytes audio(int number, int epoch) {
        return stamped(Bytes.of(0xaf, 1), number, epoch, AUDIO_BYTES);
    }

    private static Bytes stamped(Bytes header, int number, int epoch, int length) {
        return new ByteWriter(length)
                .bytes(header)
                .u32(number)
                .u32(epoch)
                .i64(System.nanoTime())
                .bytes(FILLING.slice(0, length - header.length() - STAMP_BYTES))
                .toBytes();
    }

    /** Parses a message. Returns null for an init or an end of sequence. */
    static @Nullable Frame of(RtmpMessage message) {
        boolean isVideo = message.type() == RtmpMessage.VIDEO;
        var payload = message.payload();
        int at = isVideo ? VIDEO_HEADER : AUDIO_HEADER;
        if (!TestMedia.isCoded(message) || payload.length() < at + STAMP_BYTES) {
            return null;
        }
        var stamp = payload.slice(at, STAMP_BYTES).toByteBuffer();
        return new Frame(
                isVideo,
                TestMedia.isKeyframe(message),
                stamp.getInt(),
                stamp.getInt(),
                stamp.getLong(),
                message.arrivedNanos());
    }
}
