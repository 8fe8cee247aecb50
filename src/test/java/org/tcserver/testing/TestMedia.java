package org.tcserver.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Audio and video messages with a number instead of decodable content. Also computes hashes of names and tokens. */
public final class TestMedia {
    public static final Bytes AVC_INIT = Bytes.ofHex("17000000000164001effe1000a");
    public static final Bytes AVC_END = Bytes.ofHex("1702000000");
    public static final Bytes AAC_INIT = Bytes.ofHex("af001210");
    private static final int HEADER_LENGTH = 5;

    private TestMedia() {}

    public static Bytes keyframe(int number) {
        return video(0x17, number, 40);
    }

    public static Bytes interframe(int number) {
        return video(0x27, number, 40);
    }

    /** Returns an AVC frame with its number and {@code size} more bytes. */
    public static Bytes video(int frameAndCodec, int number, int size) {
        return numbered(Bytes.of(frameAndCodec, 1, 0, 0, 0), number, size);
    }

    public static Bytes audio(int number) {
        return numbered(Bytes.of(0xaf, 1), number, 20);
    }

    /** Returns the number of an AVC or AAC message made here. */
    public static int number(RtmpMessage message) {
        var at = message.type() == RtmpMessage.AUDIO ? 2 : HEADER_LENGTH;
        return message.payload().slice(at, 4).toByteBuffer().getInt();
    }

    public static boolean isKeyframe(RtmpMessage message) {
        return message.type() == RtmpMessage.VIDEO
                && message.payload().length() > HEADER_LENGTH
                && message.payload().at(0) == 0x17
                && message.payload().at(1) == 1;
    }

    /** Returns whether it is a coded frame, not an init or an end of sequence. */
    public static boolean isCoded(RtmpMessage message) {
        return message.isMedia()
                && message.payload().length() > HEADER_LENGTH
                && message.payload().at(1) == 1;
    }

    public static Bytes numbered(Bytes header, int number, int size) {
        var filling = new byte[size];
        new Random(number).nextBytes(filling);
        return new ByteWriter()
                .bytes(header)
                .u32(Integer.toUnsignedLong(number))
                .bytes(Bytes.wrap(filling))
                .toBytes();
    }

    /** Returns {@code sha256:} and the hash of the name. */
    public static String hashname(String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the authentication token for an app, or for {@code user@app}. */
    public static String token(String key, String userAtApp) {
        return token(Bytes.ofUtf8(key), userAtApp);
    }

    /** Returns a token for a binary key, or a token hashed with a session's nonce. */
    public static String token(Bytes key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
