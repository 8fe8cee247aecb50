package org.tcserver.rtmp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The digest in C1 or S1 with which Flash players and Adobe's servers recognise each other, also called the complex
 * handshake. The published specification omits it; the keys are public and protect nothing.
 *
 * <p>Four bytes of the packet add up to the offset, within the same half, of an HMAC-SHA-256 over all other bytes.
 * There are two schemes, one for each half. Immutable.
 */
enum HandshakeDigest {
    FIRST_HALF(8),
    SECOND_HALF(772);

    static final int PACKET_LENGTH = 1536;
    static final int DIGEST_LENGTH = 32;

    private static final byte[] SUFFIX =
            HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
    private static final int OFFSET_RANGE = 728;

    /** The key for C1. With {@link #SUFFIX} appended, the key for C2. */
    static final byte[] CLIENT_KEY = "Genuine Adobe Flash Player 001".getBytes(US_ASCII);

    /** The key for S1. With {@link #SUFFIX} appended, the key for S2. */
    static final byte[] SERVER_KEY = "Genuine Adobe Flash Media Server 001".getBytes(US_ASCII);

    private final int sumPosition;

    HandshakeDigest(int sumPosition) {
        this.sumPosition = sumPosition;
    }

    /** Returns the offset of the digest of {@code packet} in this scheme. */
    int position(byte[] packet) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += packet[sumPosition + i] & 0xff;
        }
        return sumPosition + 4 + sum % OFFSET_RANGE;
    }

    byte[] of(byte[] packet) {
        int position = position(packet);
        return Arrays.copyOfRange(packet, position, position + DIGEST_LENGTH);
    }

    boolean isValid(byte[] packet, byte[] key) {
        return MessageDigest.isEqual(of(packet), compute(packet, key));
    }

    void put(byte[] packet, byte[] key) {
        ByteBuffer.wrap(packet).put(position(packet), compute(packet, key));
    }

    private byte[] compute(byte[] packet, byte[] key) {
        int position = position(packet);
        var mac = mac(key);
        mac.update(packet, 0, position);
        mac.update(packet, position + DIGEST_LENGTH, PACKET_LENGTH - position - DIGEST_LENGTH);
        return mac.doFinal();
    }

    /**
     * Signs S2 (or C2) in its last bytes. The signature answers the other side's {@code digest} and covers all bytes
     * before it.
     */
    static void sign(byte[] packet, byte[] key, byte[] digest) {
        System.arraycopy(signature(packet, key, digest), 0, packet, PACKET_LENGTH - DIGEST_LENGTH, DIGEST_LENGTH);
    }

    /** Returns true if {@code packet} ends with the signature that {@link #sign} would write. */
    static boolean isSigned(byte[] packet, byte[] key, byte[] digest) {
        var signature = Arrays.copyOfRange(packet, PACKET_LENGTH - DIGEST_LENGTH, PACKET_LENGTH);
        return MessageDigest.isEqual(signature, signature(packet, key, digest));
    }

    static byte[] signature(byte[] packet, byte[] key, byte[] digest) {
        var fullKey = Arrays.copyOf(key, key.length + SUFFIX.length);
        System.arraycopy(SUFFIX, 0, fullKey, key.length, SUFFIX.length);
        var mac = mac(mac(fullKey).doFinal(digest));
        mac.update(packet, 0, PACKET_LENGTH - DIGEST_LENGTH);
        return mac.doFinal();
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
