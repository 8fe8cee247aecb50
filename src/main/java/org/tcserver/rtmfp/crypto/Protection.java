package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.MalformedException;

/**
 * The protection of packets in one direction (RFC 7425 §4.7.2). Immutable.
 *
 * @param hmacLength in bytes, or 0 for a simple checksum
 * @param sequenceNumbers whether packets carry session sequence numbers
 */
record Protection(int hmacLength, boolean sequenceNumbers) {
    static final Protection STARTUP = new Protection(0, false);

    private static final int MIN_HMAC_BYTES = 4;
    private static final int MAX_HMAC_BYTES = HmacSha256.LENGTH;

    /** Returns the protection that the sender and the receiver of packets have agreed on. */
    static Protection agreed(SessionKeyingComponent sender, SessionKeyingComponent receiver) throws MalformedException {
        receiver.hmac().checkAgainst(sender.hmac(), "HMACs");
        receiver.sequenceNumbers().checkAgainst(sender.sequenceNumbers(), "session sequence numbers");
        long hmacLength = sender.hmac().sendsTo(receiver.hmac()) ? checkedHmacLength(sender.hmacLength()) : 0;
        return new Protection((int) hmacLength, sender.sequenceNumbers().sendsTo(receiver.sequenceNumbers()));
    }

    private static long checkedHmacLength(long length) throws MalformedException {
        if (length < MIN_HMAC_BYTES || length > MAX_HMAC_BYTES) {
            throw new MalformedException("HMAC length " + length);
        }
        return length;
    }
}
