package org.tcserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tcserver.wire.Bytes;

/** A key from which authentication tokens follow. Immutable; its text form keeps it to itself. */
public record MasterKey(Bytes secret) {
    private static final String ALGORITHM = "HmacSHA256";

    public MasterKey {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty key");
        }
    }

    /** The key whose bytes are {@code text} in UTF-8; {@link IllegalArgumentException} if that is empty. */
    public static MasterKey ofText(String text) {
        return new MasterKey(Bytes.ofUtf8(text));
    }

    /** The key of these hexadecimal digits; {@link IllegalArgumentException} if they are not, or none. */
    public static MasterKey ofHex(String digits) {
        return new MasterKey(Bytes.ofHex(digits));
    }

    /**
     * The token for {@code message}: its HMAC-SHA-256, in lower-case hexadecimal.
     *
     * @param message an App's name, or a user name, {@code @} and an App's name
     */
    public String token(String message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.toArray(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
