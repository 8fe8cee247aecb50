package org.tcserver.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;

/**
 * How an {@link RtmfpPeer} is. Immutable; each method gives a changed copy.
 *
 * @param host the literal address that it is bound to
 */
public record RtmfpPeerSettings(String host, Identity identity, KeyingPolicy policy) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** On the loopback interface, with ephemeral keys, demanding neither HMAC nor sequence numbers. */
    public static RtmfpPeerSettings usual() {
        return new RtmfpPeerSettings("127.0.0.1", Identity.ephemeral(RANDOM), new KeyingPolicy(false, false));
    }

    public RtmfpPeerSettings on(String literalHost) {
        return new RtmfpPeerSettings(literalHost, identity, policy);
    }

    public RtmfpPeerSettings as(Identity who) {
        return new RtmfpPeerSettings(host, who, policy);
    }

    public RtmfpPeerSettings withStaticKeys() {
        return as(Identity.withStaticKeys(RANDOM));
    }

    public RtmfpPeerSettings demanding(KeyingPolicy demands) {
        return new RtmfpPeerSettings(host, identity, demands);
    }

    /** A free port of the host. */
    InetSocketAddress bind() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), 0);
    }

    static SecureRandom random() {
        return RANDOM;
    }
}
