package org.tcserver.rtmfp.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * A decoder of datagrams. It accepts only authentic packets of the other end, each once (RFC 7425 §4.7). It allocates
 * the packet, which outlives the datagram, and the 32 bytes that the JDK's Mac returns. Confined to its session's
 * thread.
 */
public final class PacketOpener {
    private final PacketScratch scratch;
    private final Cipher cipher;
    private final @Nullable Mac mac;
    private final Protection protection;
    private final ReplayWindow replayWindow = new ReplayWindow();

    PacketOpener(PacketKeys keys, PacketScratch scratch) {
        this.scratch = scratch;
        this.cipher = keys.cipher(Cipher.DECRYPT_MODE);
        this.mac = keys.mac();
        this.protection = keys.protection();
    }

    /** Creates an opener of startup packets, with the Default Session Key. */
    public static PacketOpener forStartup(PacketScratch scratch) {
        return new PacketOpener(PacketKeys.STARTUP, scratch);
    }

    /**
     * Decrypts {@code datagram}, from its position to its limit; changes neither. Returns the plain packet and any
     * padding after it. Returns null, without changing any state, if the caller must discard the datagram. It does not
     * reveal which test failed.
     */
    public @Nullable Bytes open(ByteBuffer datagram) {
        int blockBytes = datagram.remaining() - SessionIdScrambling.LENGTH - protection.hmacLength();
        if (blockBytes <= 0
                || blockBytes % PacketKeys.BLOCK_BYTES != 0
                || blockBytes > CryptoParameters.MAX_ENCRYPTED_BYTES) {
            return null;
        }
        var encrypted = scratch.datagram;
        int encryptedBytes = blockBytes + protection.hmacLength();
        datagram.get(datagram.position() + SessionIdScrambling.LENGTH, encrypted, 0, encryptedBytes);
        try {
            return isAuthentic(encrypted, blockBytes) ? unwrap(decrypt(encrypted, blockBytes)) : null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks in arrays that are long enough", e);
        } catch (MalformedException e) {
            return null;
        }
    }

    /** Compares the entire HMAC in constant time, so that the duration reveals nothing. */
    private boolean isAuthentic(byte[] encrypted, int blockBytes) throws GeneralSecurityException {
        if (mac == null) {
            return true;
        }
        mac.update(encrypted, 0, blockBytes);
        mac.doFinal(scratch.hmac, 0);
        int difference = 0;
        for (int i = 0; i < protection.hmacLength(); i++) {
            difference |= scratch.hmac[i] ^ encrypted[blockBytes + i];
        }
        return difference == 0;
    }

    private byte[] decrypt(byte[] encrypted, int blockBytes) throws GeneralSecurityException {
        var plain = new byte[blockBytes];
        cipher.doFinal(encrypted, 0, blockBytes, plain, 0);
        return plain;
    }

    private @Nullable Bytes unwrap(byte[] plain) throws MalformedException {
        var in = new ByteReader(Bytes.wrap(plain));
        long sequenceNumber = protection.sequenceNumbers() ? Vlu.read(in, "session sequence number") : 0;
        if (mac == null) {
            int checksum = in.u16("checksum");
            if (checksum != SimpleChecksum.of(plain, in.position(), plain.length)) {
                return null;
            }
        }
        return protection.sequenceNumbers() && !replayWindow.accept(sequenceNumber) ? null : in.rest();
    }
}
