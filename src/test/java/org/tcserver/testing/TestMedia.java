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

/** Audio and video messages that bear a number instead of decodable content, and the hashes of names and tokens. */
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

    /** An AVC frame whose content is its number and as many further bytes. */
    public static Bytes video(int frameAndCodec, int number, int size) {
        return numbered(Bytes.of(frameAndCodec, 1, 0, 0, 0), number, size);
    }

    public static Bytes audio(int number) {
        return numbered(Bytes.of(0xaf, 1), number, 20);
    }

    /** The number of a message made here: of AVC video or AAC audio. */
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

    /** Whether it is a frame made here, not an init or an end of sequence. */
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

    /** `sha256:` and the hash of the name. */
    public static String hashname(String name) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authentication token for an app, or for `user@app`. */
    public static String token(String key, String userAtApp) {
        return token(Bytes.ofUtf8(key), userAtApp);
    }

    /** A token hashed again with a session's nonce, or made with a binary key. */
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
