package org.tcserver.rtmfp.crypto;

import java.nio.ByteBuffer;

/**
 * Buffers for one packet, shared by all sealers and openers of a thread. So a session uses little memory, and a packet
 * needs no allocation. Confined to the thread that owns those sessions.
 */
public final class PacketScratch {
    /** A plain packet with its prefix and padding. */
    final byte[] plain = new byte[CryptoParameters.MAX_ENCRYPTED_BYTES];

    /** A whole datagram: Scrambled Session ID, cipher blocks and the full HMAC. */
    final byte[] datagram = new byte[Integer.BYTES + plain.length + HmacSha256.LENGTH];

    /** A view of the same bytes. */
    final ByteBuffer datagramBuffer = ByteBuffer.wrap(datagram);

    /** The expected HMAC of a received packet. */
    final byte[] hmac = new byte[HmacSha256.LENGTH];
}
