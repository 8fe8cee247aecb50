package org.tcserver.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of the RTMP handshake (RTMP 1.0 §5.2), with or without the digest that Flash Player sends. */
enum Handshake {
    SIMPLE {
        @Override
        void prepare(byte[] c1) {}

        @Override
        void check(byte[] c1, byte[] s1, byte[] s2) throws IOException {
            if (!Arrays.equals(c1, 8, SIZE, s2, 8, SIZE)) {
                throw new IOException("S2 does not echo C1");
            }
        }
    },

    DIGEST {
        @Override
        void prepare(byte[] c1) {
            System.arraycopy(new byte[] {(byte) 0x80, 0, 7, 2}, 0, c1, 4, 4);
            var at = digestAt(c1, CLIENT_DIGEST_BASE);
            System.arraycopy(digest(CLIENT_KEY, c1, at), 0, c1, at, DIGEST_LENGTH);
        }

        @Override
        void check(byte[] c1, byte[] s1, byte[] s2) throws IOException {
            var at = digestAt(s1, CLIENT_DIGEST_BASE);
            var inSecondScheme = digestAt(s1, SECOND_DIGEST_BASE);
            if (!bears(s1, at) && !bears(s1, inSecondScheme)) {
                throw new IOException("S1 bears no digest");
            }
            var c1DigestAt = digestAt(c1, CLIENT_DIGEST_BASE);
            var challenge = Arrays.copyOfRange(c1, c1DigestAt, c1DigestAt + DIGEST_LENGTH);
            var key = hmac(SERVER_KEY_WHOLE, challenge);
            var expected = hmac(key, Arrays.copyOf(s2, SIZE - DIGEST_LENGTH));
            if (!Arrays.equals(expected, Arrays.copyOfRange(s2, SIZE - DIGEST_LENGTH, SIZE))) {
                throw new IOException("S2 does not answer the digest of C1");
            }
        }

        private boolean bears(byte[] s1, int at) {
            return Arrays.equals(digest(SERVER_KEY, s1, at), Arrays.copyOfRange(s1, at, at + DIGEST_LENGTH));
        }
    };

    static final int SIZE = 1536;
    private static final int DIGEST_LENGTH = 32;
    private static final int CLIENT_DIGEST_BASE = 8;
    private static final int SECOND_DIGEST_BASE = 772;
    private static final byte[] CLIENT_KEY = "Genuine Adobe Flash Player 001".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_KEY = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_KEY_WHOLE = concatenated(
            SERVER_KEY, HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae"));

    abstract void prepare(byte[] c1);

    abstract void check(byte[] c1, byte[] s1, byte[] s2) throws IOException;

    /** Sends C0, C1 and C2 and checks S0, S1 and S2. */
    void perform(DataInputStream in, OutputStream out, Random random) throws IOException {
        var c1 = new byte[SIZE];
        random.nextBytes(c1);
        Arrays.fill(c1, 4, 8, (byte) 0);
        prepare(c1);
        out.write(3);
        out.write(c1);
        out.flush();
        var version = in.readUnsignedByte();
        if (version != 3) {
            throw new IOException("S0 is " + version);
        }
        var s1 = in.readNBytes(SIZE);
        var s2 = in.readNBytes(SIZE);
        if (s2.length < SIZE) {
            throw new IOException("closed within the handshake");
        }
        check(c1, s1, s2);
        out.write(s1);
        out.flush();
    }

    private static int digestAt(byte[] block, int base) {
        var sum = 0;
        for (var i = base; i < base + 4; i++) {
            sum += block[i] & 0xff;
        }
        return sum % 728 + base + 4;
    }

    private static byte[] digest(byte[] key, byte[] block, int at) {
        var without = new byte[SIZE - DIGEST_LENGTH];
        System.arraycopy(block, 0, without, 0, at);
        System.arraycopy(block, at + DIGEST_LENGTH, without, at, SIZE - DIGEST_LENGTH - at);
        return hmac(key, without);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
