package org.tcserver.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;

/**
 * Settings of an {@link RtmfpPeer}. Immutable; each method returns a changed copy.
 *
 * @param host the literal address to bind
 */
public record RtmfpPeerSettings(String host, Identity identity, KeyingPolicy policy) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Returns the default: loopback interface, ephemeral keys, neither HMAC nor sequence numbers required. */
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

    /** Returns the bind address, with an ephemeral port. */
    InetSocketAddress bind() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), 0);
    }

    static SecureRandom random() {
        return RANDOM;
    }
}
