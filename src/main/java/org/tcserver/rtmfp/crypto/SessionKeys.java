package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.Bytes;

/** The secrets that the two ends of a session share (RFC 7425 §4.6). Immutable; its text form contains no secrets. */
public final class SessionKeys {
    private final PacketKeys send;
    private final PacketKeys receive;
    private final Bytes nearNonce;
    private final Bytes farNonce;

    private SessionKeys(PacketKeys send, PacketKeys receive, Bytes nearNonce, Bytes farNonce) {
        this.send = send;
        this.receive = receive;
        this.nearNonce = nearNonce;
        this.farNonce = farNonce;
    }

    /**
     * Computes the keys and nonces.
     *
     * @param near the Session Key Near Component, as sent
     * @param far the Session Key Far Component, as received
     */
    static SessionKeys derive(Bytes dhSecret, Bytes near, Bytes far, Protection send, Protection receive) {
        var encryptKey = HmacSha256.of(dhSecret, HmacSha256.of(far, near));
        var decryptKey = HmacSha256.of(dhSecret, HmacSha256.of(near, far));
        return new SessionKeys(
                PacketKeys.derive(dhSecret, encryptKey, send),
                PacketKeys.derive(dhSecret, decryptKey, receive),
                HmacSha256.of(dhSecret, near),
                HmacSha256.of(dhSecret, far));
    }

    /** Returns this end's nonce of 32 bytes, which is the other end's far nonce. */
    public Bytes nearNonce() {
        return nearNonce;
    }

    /** Returns the other end's nonce of 32 bytes. */
    public Bytes farNonce() {
        return farNonce;
    }

    /** Creates the sealer of outgoing packets. Call this only once per session, or sequence numbers repeat. */
    public PacketSealer sealer(PacketScratch scratch) {
        return new PacketSealer(send, scratch);
    }

    /** Creates the opener of incoming packets. Call this only once per session, or replays pass. */
    public PacketOpener opener(PacketScratch scratch) {
        return new PacketOpener(receive, scratch);
    }
}
