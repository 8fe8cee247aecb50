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
    /** HMAC pads keys with zeros: the same as an empty key, which the JDK refuses. */
    private static final byte[] EMPTY_KEY = {0};

    private AuthToken() {}

    /**
     * The token of {@code text}: an App's name, or a user name, {@code @} and an App's name, with a master key; or a
     * token, with a session nonce.
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

    /** Compares in a time that tells nothing about where the two differ. */
    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
