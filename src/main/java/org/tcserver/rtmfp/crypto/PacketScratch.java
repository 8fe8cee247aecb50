package org.tcserver.rtmfp.crypto;

import java.nio.ByteBuffer;

/**
 * Room for one packet at a time, which all sealers and openers of a thread share, so that a session costs little memory
 * and a packet no allocation. Confined to the thread that owns those sessions.
 */
public final class PacketScratch {
    /** A packet in the clear, with what goes before and behind it. */
    final byte[] plain = new byte[CryptoParameters.MAX_ENCRYPTED_BYTES];

    /** A whole datagram: Scrambled Session ID, cipher blocks, and all of their HMAC. */
    final byte[] datagram = new byte[Integer.BYTES + plain.length + HmacSha256.LENGTH];

    /** The same bytes. */
    final ByteBuffer datagramBuffer = ByteBuffer.wrap(datagram);

    /** The HMAC that a received packet ought to have. */
    final byte[] hmac = new byte[HmacSha256.LENGTH];
}
