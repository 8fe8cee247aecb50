package org.tcserver.rtmfp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** The keys for one direction of a session. Immutable; its text form contains no secrets. */
final class PacketKeys {
    static final int BLOCK_BYTES = 16;

    /** The Default Session Key (RFC 7425 §4.1). */
    static final PacketKeys STARTUP = new PacketKeys(Bytes.ofUtf8("Adobe Systems 02"), Bytes.EMPTY, Protection.STARTUP);

    private static final int AES_128_KEY_BYTES = 16;

    private final Bytes cipherKey;
    private final Bytes hmacKey;
    private final Protection protection;

    private PacketKeys(Bytes cipherKey, Bytes hmacKey, Protection protection) {
        this.cipherKey = cipherKey;
        this.hmacKey = hmacKey;
        this.protection = protection;
    }

    /** Derives the keys from ENCRYPT_KEY or DECRYPT_KEY (RFC 7425 §4.6.3, §4.6.4). */
    static PacketKeys derive(Bytes dhSecret, Bytes directionKey, Protection protection) {
        return new PacketKeys(
                directionKey.slice(0, AES_128_KEY_BYTES), HmacSha256.of(dhSecret, directionKey), protection);
    }

    Protection protection() {
        return protection;
    }

    /**
     * Returns a cipher in CBC mode with an all-zero initialization vector. Each {@code doFinal} resets it to that
     * vector. So it needs no further {@code init}, which is as expensive as several packets.
     */
    Cipher cipher(int mode) {
        try {
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            var key = new SecretKeySpec(cipherKey.toArray(), "AES");
            cipher.init(mode, key, new IvParameterSpec(new byte[BLOCK_BYTES]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** Returns the Mac, or null if a simple checksum protects the packets. */
    @Nullable Mac mac() {
        return protection.hmacLength() == 0 ? null : HmacSha256.mac(hmacKey);
    }
}
