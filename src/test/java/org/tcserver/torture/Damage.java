package org.tcserver.torture;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Chunks;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Valid protocol data and ways to damage it. */
final class Damage {
    private static final int CHUNK_SIZE = 4096;
    private static final int FRAMES = 20;

    private Damage() {}

    /** Returns from 1 to {@code most} random bytes. */
    static Bytes noise(Random random, int most) {
        var noise = new byte[1 + random.nextInt(most)];
        random.nextBytes(noise);
        return Bytes.wrap(noise);
    }

    /** Flips bits, then may remove or insert bytes or truncate the end. */
    static Bytes of(Bytes decent, Random random) {
        var bytes = decent.toArray();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        var damaged = Bytes.wrap(bytes);
        int at = random.nextInt(damaged.length());
        return switch (random.nextInt(4)) {
            case 0 -> damaged.slice(0, at);
            case 1 -> joined(damaged.slice(0, at), noise(random, 16), damaged.slice(at));
            case 2 -> joined(damaged.slice(0, at / 2), Bytes.EMPTY, damaged.slice(at));
            default -> damaged;
        };
    }

    private static Bytes joined(Bytes before, Bytes between, Bytes after) {
        return new ByteWriter().bytes(before).bytes(between).bytes(after).toBytes();
    }

    /** Returns a client's first TLS records. */
    static Bytes clientHello(SSLContext context) throws SSLException {
        var engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        var records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), records);
        return Bytes.copyOf(records.array(), 0, records.position());
    }

    /** Returns the bytes that an RTMP client sends after Set Chunk Size to publish a few frames. */
    static Bytes session() {
        var out = new ByteWriter();
        var object = new LinkedHashMap<>(Map.of("app", "damaged", "tcUrl", "rtmp://127.0.0.1/damaged"));
        command(out, 0, "connect", 1, object);
        command(out, 0, "createStream", 2, Amf0.Nothing.NULL);
        command(out, 1, "publish", 0, Amf0.Nothing.NULL, "damaged", "live");
        for (int i = 0; i < FRAMES; i++) {
            var audio = new RtmpMessage(RtmpMessage.AUDIO, 1, i * 40L, Frame.audio(i, 0), 0);
            var video = new RtmpMessage(RtmpMessage.VIDEO, 1, i * 40L, Frame.video(i, 0), 0);
            out.bytes(Chunks.write(4, CHUNK_SIZE, audio)).bytes(Chunks.write(6, CHUNK_SIZE, video));
        }
        return out.toBytes();
    }

    private static void command(ByteWriter out, int streamId, Object... values) {
        var message = new RtmpMessage(RtmpMessage.COMMAND, streamId, 0, Amf0.write(values), 0);
        out.bytes(Chunks.write(3, CHUNK_SIZE, message));
    }
}
