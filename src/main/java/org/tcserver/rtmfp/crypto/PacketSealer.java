package org.tcserver.rtmfp.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.Vlu;

/**
 * An encoder of datagrams: pads, numbers, checks, encrypts and scrambles plain packets (RFC 7425 §4.7, RFC 7016
 * §2.2.2). It allocates only the 32 bytes that the JDK's Mac returns. Confined to its session's thread.
 */
public final class PacketSealer {
    private static final byte PADDING = (byte) 0xff;
    private static final int VLU_DIGIT_BITS = 7;

    private final PacketScratch scratch;
    private final Cipher cipher;
    private final @Nullable Mac mac;
    private final Protection protection;
    private long nextSequenceNumber;

    PacketSealer(PacketKeys keys, PacketScratch scratch) {
        this.scratch = scratch;
        this.cipher = keys.cipher(Cipher.ENCRYPT_MODE);
        this.mac = keys.mac();
        this.protection = keys.protection();
    }

    /** Creates a sealer of startup packets, with the Default Session Key. */
    public static PacketSealer forStartup(PacketScratch scratch) {
        return new PacketSealer(PacketKeys.STARTUP, scratch);
    }

    /**
     * Returns the length of the longest next packet whose datagram passes every path. The limit of 1200 bytes before
     * encryption includes the prefix.
     */
    public int maxPacketLength() {
        return Packet.MAX_LENGTH - prefixLength();
    }

    /**
     * Writes the datagram for {@code packet} to {@code out}: at most 60 bytes longer than the packet.
     *
     * @param sessionId the receiver's session ID
     * @param packet at most 8181 bytes, so that packet and prefix have at most 8192
     */
    public void seal(int sessionId, Bytes packet, ByteBuffer out) {
        if (prefixLength() + packet.length() > CryptoParameters.MAX_ENCRYPTED_BYTES) {
            throw new IllegalArgumentException("packet of " + packet.length() + " bytes");
        }
        int length = encrypt(prepare(packet));
        var datagram = scratch.datagramBuffer.clear().limit(length);
        SessionIdScrambling.scramble(sessionId, datagram);
        out.put(datagram);
    }

    /** Writes cipher blocks and HMAC after the session ID's place. Returns the length of all three. */
    private int encrypt(int blockBytes) {
        var datagram = scratch.datagram;
        int start = SessionIdScrambling.LENGTH;
        try {
            int end = start + cipher.doFinal(scratch.plain, 0, blockBytes, datagram, start);
            if (mac != null) {
                mac.update(datagram, start, blockBytes);
                mac.doFinal(datagram, end);
            }
            return end + protection.hmacLength();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("whole blocks in arrays that are long enough", e);
        }
    }

    /** Writes the sequence number, the checksum, the packet and the padding. Returns the length of all four. */
    private int prepare(Bytes packet) {
        var plain = scratch.plain;
        int start = protection.sequenceNumbers() ? writeSequenceNumber(plain) : 0;
        int packetStart = start + (mac == null ? SimpleChecksum.LENGTH : 0);
        packet.copyTo(plain, packetStart);
        int packetEnd = packetStart + packet.length();
        int end = packetEnd + (-packetEnd & (PacketKeys.BLOCK_BYTES - 1));
        Arrays.fill(plain, packetEnd, end, PADDING);
        if (mac == null) {
            int checksum = SimpleChecksum.of(plain, packetStart, end);
            plain[start] = (byte) (checksum >> Byte.SIZE);
            plain[start + 1] = (byte) checksum;
        }
        return end;
    }

    private int prefixLength() {
        return (protection.sequenceNumbers() ? Vlu.length(nextSequenceNumber) : 0)
                + (mac == null ? SimpleChecksum.LENGTH : 0);
    }

    private int writeSequenceNumber(byte[] target) {
        long number = nextSequenceNumber++;
        int length = Vlu.length(number);
        for (int i = length - 1; i >= 0; i--) {
            target[i] = (byte) ((number & 0x7f) | (i == length - 1 ? 0 : 0x80));
            number >>>= VLU_DIGIT_BITS;
        }
        return length;
    }
}
