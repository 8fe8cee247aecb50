package org.tcserver.rtmfp.crypto;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.crypto.SessionKeyingComponent.Agreement;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The key agreement of sessions (RFC 7425 §4.5, §4.6). Immutable, so any thread may use it. Each call computes powers
 * of large numbers, which takes milliseconds.
 */
public final class Keying {
    /** The signature of endpoints without one (RFC 7425 §4.3.5); the server does not require any. */
    public static final Bytes NO_SIGNATURE = Bytes.ofUtf8("X");

    private final Identity near;
    private final KeyingPolicy policy;

    public Keying(Identity near, KeyingPolicy policy) {
        this.near = near;
        this.policy = policy;
    }

    /**
     * A responder's part of the agreement.
     *
     * @param component the Session Key Responder Component to send
     */
    public record Response(Bytes component, SessionKeys keys) {}

    /**
     * Answers an initiator. Throws if it requests something unsupported, or does not support the required protection.
     *
     * @param initiatorComponent the Session Key Initiator Component as received
     */
    public Response respond(Certificate initiator, Bytes initiatorComponent) throws MalformedException {
        var far = SessionKeyingComponent.read(initiatorComponent);
        var hmac = NegotiationFlags.responders(policy.hmacRequired(), far.hmac());
        var numbers = NegotiationFlags.responders(policy.sequenceNumbersRequired(), far.sequenceNumbers());
        var promise = component(new Agreement(null, null, null), hmac, numbers);
        var send = Protection.agreed(promise, far);
        var receive = Protection.agreed(far, promise);

        var farKey = initiatorKey(initiator, far.agreement());
        var group = supported(farKey.groupId());
        var nearKey = nearKey(group);
        var secret = nearKey.sharedSecret(farKey.publicKey());
        var component = component(agreement(nearKey, null), hmac, numbers).toBytes();
        return new Response(component, SessionKeys.derive(secret, component, initiatorComponent, send, receive));
    }

    /** Starts an agreement as the initiator. Throws if the two endpoints have no group in common. */
    public InitiatorKeying initiate(Certificate responder) throws MalformedException {
        var group = DhGroup.strongestOf(responder);
        if (group == null) {
            throw new MalformedException("no Diffie-Hellman group in common");
        }
        var nearKey = nearKey(group);
        var component = component(
                agreement(nearKey, group.id()),
                NegotiationFlags.initiators(policy.hmacRequired()),
                NegotiationFlags.initiators(policy.sequenceNumbersRequired()));
        return new InitiatorKeying(nearKey, responder.staticKey(group), component);
    }

    private DhKeyPair nearKey(DhGroup group) {
        var staticKey = near.staticKey(group);
        return staticKey == null ? near.newEphemeralKey(group) : staticKey;
    }

    /** Describes the near key. {@code groupSelect}: the group of an initiator's static key. */
    private Agreement agreement(DhKeyPair nearKey, @Nullable Long groupSelect) {
        return near.certificate().isStatic()
                ? new Agreement(null, groupSelect, near.newExtraRandomness())
                : new Agreement(PublicKeyOption.of(nearKey), null, null);
    }

    private static SessionKeyingComponent component(
            Agreement agreement, NegotiationFlags hmac, NegotiationFlags sequenceNumbers) {
        int hmacLength = hmac.willSend() ? CryptoParameters.HMAC_BYTES : 0;
        return new SessionKeyingComponent(agreement, hmac, hmacLength, sequenceNumbers);
    }

    private static PublicKeyOption initiatorKey(Certificate initiator, Agreement agreement) throws MalformedException {
        if (!initiator.isStatic()) {
            return required(agreement.ephemeralKey(), "ephemeral Diffie-Hellman public key");
        }
        long groupId = required(agreement.groupSelect(), "Diffie-Hellman group select");
        return new PublicKeyOption(
                groupId, required(initiator.staticKey(supported(groupId)), "static key of the selected group"));
    }

    private static DhGroup supported(long groupId) throws MalformedException {
        return required(DhGroup.of(groupId), "Diffie-Hellman group that we support");
    }

    private static <T> T required(@Nullable T value, String what) throws MalformedException {
        if (value == null) {
            throw new MalformedException("initiator keying without " + what);
        }
        return value;
    }
}
