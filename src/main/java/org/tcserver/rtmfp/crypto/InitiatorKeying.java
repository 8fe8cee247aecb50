package org.tcserver.rtmfp.crypto;

import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** An initiator's key agreement that waits for the responder's component. Immutable, so any thread may use it. */
public final class InitiatorKeying {
    private final DhKeyPair nearKey;
    private final @Nullable Bytes responderStaticKey;
    private final SessionKeyingComponent near;
    private final Bytes nearEncoded;

    InitiatorKeying(DhKeyPair nearKey, @Nullable Bytes responderStaticKey, SessionKeyingComponent near) {
        this.nearKey = nearKey;
        this.responderStaticKey = responderStaticKey;
        this.near = near;
        this.nearEncoded = near.toBytes();
    }

    /** Returns the Session Key Initiator Component to send. */
    public Bytes component() {
        return nearEncoded;
    }

    /**
     * Computes the keys from the responder's answer, which is slow. Throws if the responder does not support the
     * required protection.
     *
     * @param responderComponent the Session Key Responder Component as received
     */
    public SessionKeys combine(Bytes responderComponent) throws MalformedException {
        var far = SessionKeyingComponent.read(responderComponent);
        var send = Protection.agreed(near, far);
        var receive = Protection.agreed(far, near);
        var farKey = responderStaticKey == null ? ephemeralKey(far) : responderStaticKey;
        return SessionKeys.derive(nearKey.sharedSecret(farKey), nearEncoded, responderComponent, send, receive);
    }

    private Bytes ephemeralKey(SessionKeyingComponent far) throws MalformedException {
        var key = far.agreement().ephemeralKey();
        if (key == null || key.groupId() != nearKey.group().id()) {
            throw new MalformedException("responder keying without a Diffie-Hellman public key of our group");
        }
        return key.publicKey();
    }
}
