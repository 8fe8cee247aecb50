package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.Bytes;

/** What the two ends of a session share and nobody else knows (RFC 7425 §4.6). Immutable; prints no secrets. */
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
     * Computes them.
     *
     * @param near the Session Key Near Component, as it was sent
     * @param far the Session Key Far Component, as it was received
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

    /** Our nonce, which is the far nonce at the other end; 32 bytes. */
    public Bytes nearNonce() {
        return nearNonce;
    }

    /** The other end's nonce; 32 bytes. */
    public Bytes farNonce() {
        return farNonce;
    }

    /** The sealer of the packets that we send in this session: there must be but one, or sequence numbers repeat. */
    public PacketSealer sealer(PacketScratch scratch) {
        return new PacketSealer(send, scratch);
    }

    /** The opener of the packets that we receive in this session: there must be but one, or replays pass. */
    public PacketOpener opener(PacketScratch scratch) {
        return new PacketOpener(receive, scratch);
    }
}
