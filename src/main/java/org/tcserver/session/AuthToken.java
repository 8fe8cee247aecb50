package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tcserver.wire.Bytes;

/** Authentication tokens: HMAC-SHA-256 in lower-case hexadecimal digits. */
public final class AuthToken {
    private static final String ALGORITHM = "HmacSHA256";
    /** A substitute for the empty key, which the JDK refuses. HMAC pads keys with zeros, so the two are equivalent. */
    private static final byte[] EMPTY_KEY = {0};

    private AuthToken() {}

    /**
     * Computes the token of {@code text} with a master key. The text is an App's name, or a user name, {@code @} and an
     * App's name. Alternatively, hashes a token with a session nonce.
     */
    public static String of(Bytes key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.isEmpty() ? EMPTY_KEY : key.toArray(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Compares in constant time, so that the duration does not reveal where the two differ. */
    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
