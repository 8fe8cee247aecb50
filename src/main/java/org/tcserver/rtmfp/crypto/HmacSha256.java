package org.tcserver.rtmfp.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tcserver.wire.Bytes;

/** The JDK's HMAC-SHA-256 and SHA-256, for occasional use. Stateless. */
public final class HmacSha256 {
    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSha256() {}

    public static Bytes of(Bytes key, Bytes message) {
        return Bytes.wrap(mac(key).doFinal(message.toArray()));
    }

    /** Returns a Mac for many messages. */
    static Mac mac(Bytes key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            // The JDK refuses empty keys. HMAC pads keys with zeros, so one zero is an equivalent key.
            mac.init(new SecretKeySpec(key.isEmpty() ? new byte[1] : key.toArray(), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    static Bytes sha256(Bytes message) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(message.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
