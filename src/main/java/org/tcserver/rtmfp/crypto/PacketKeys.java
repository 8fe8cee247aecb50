package org.tcserver.rtmfp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** The keys of one direction of a session. Immutable; prints no secrets. */
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

    /** The keys that come of ENCRYPT_KEY or DECRYPT_KEY (RFC 7425 §4.6.3, §4.6.4). */
    static PacketKeys derive(Bytes dhSecret, Bytes directionKey, Protection protection) {
        return new PacketKeys(
                directionKey.slice(0, AES_128_KEY_BYTES), HmacSha256.of(dhSecret, directionKey), protection);
    }

    Protection protection() {
        return protection;
    }

    /**
     * A cipher in CBC mode from an all-zero initialization vector, to which {@code doFinal} takes it back: it never needs
     * another {@code init}, which costs as much as some packets' worth of blocks.
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

    /** The Mac, or null if packets are protected by a simple checksum. */
    @Nullable Mac mac() {
        return protection.hmacLength() == 0 ? null : HmacSha256.mac(hmacKey);
    }
}
