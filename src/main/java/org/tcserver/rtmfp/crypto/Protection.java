package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.MalformedException;

/**
 * How the packets of one direction are protected (RFC 7425 §4.7.2). Immutable.
 *
 * @param hmacLength in bytes, or 0 if a simple checksum is used instead
 * @param sequenceNumbers whether they bear session sequence numbers
 */
record Protection(int hmacLength, boolean sequenceNumbers) {
    static final Protection STARTUP = new Protection(0, false);

    private static final int MIN_HMAC_BYTES = 4;
    private static final int MAX_HMAC_BYTES = HmacSha256.LENGTH;

    /** What the sender and the receiver of packets have agreed upon. */
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
