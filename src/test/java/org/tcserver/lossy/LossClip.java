package org.tcserver.lossy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * An FLV file of 2.5 Mbit/s: 30 numbered frames a second with a keyframe every 2 s, and audio. Immutable.
 *
 * @param frames how many frames it contains
 * @param sounds how many audio messages it contains
 */
record LossClip(Path file, int frames, int sounds) {
    private static final int FRAMES_PER_SECOND = 30;
    private static final int FRAMES_PER_GOP = 60;
    private static final int KEYFRAME_BYTES = 71_000;
    private static final int FRAME_BYTES = 8_900;
    private static final int SOUNDS_PER_SECOND = 43;
    private static final int SOUND_BYTES = 370;
    private static final Bytes AUDIO_HEADER = Bytes.of(0xaf, 1);

    static LossClip write(Path file, int seconds) throws IOException {
        var clip = new LossClip(file, seconds * FRAMES_PER_SECOND, seconds * SOUNDS_PER_SECOND);
        var out = new ByteWriter().bytes(Bytes.ofHex("464c5601050000000900000000"));
        tag(out, RtmpMessage.VIDEO, 0, TestMedia.AVC_INIT);
        tag(out, RtmpMessage.AUDIO, 0, TestMedia.AAC_INIT);
        int frame = 0;
        for (int sound = 0; sound < clip.sounds; sound++) {
            int millis = sound * 1000 / SOUNDS_PER_SECOND;
            while (frame < clip.frames && frame * 1000 / FRAMES_PER_SECOND <= millis) {
                tag(out, RtmpMessage.VIDEO, frame * 1000 / FRAMES_PER_SECOND, frame(frame));
                frame++;
            }
            tag(out, RtmpMessage.AUDIO, millis, TestMedia.numbered(AUDIO_HEADER, sound, SOUND_BYTES));
        }
        while (frame < clip.frames) {
            tag(out, RtmpMessage.VIDEO, frame * 1000 / FRAMES_PER_SECOND, frame(frame));
            frame++;
        }
        Files.write(file, out.toBytes().toArray());
        return clip;
    }

    private static Bytes frame(int number) {
        return number % FRAMES_PER_GOP == 0
                ? TestMedia.video(0x17, number, KEYFRAME_BYTES)
                : TestMedia.video(0x27, number, FRAME_BYTES);
    }

    private static void tag(ByteWriter out, int type, int millis, Bytes payload) {
        out.u8(type)
                .u24(payload.length())
                .u24(millis & 0xffffff)
                .u8(millis >>> 24)
                .u24(0);
        out.bytes(payload).u32(payload.length() + 11L);
    }
}
