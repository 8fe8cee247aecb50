package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import org.tcserver.wire.Bytes;

/**
 * A limit on answers to addresses that may be forged, so that the server cannot be used to flood a victim. Confined to
 * the endpoint's thread.
 *
 * <p>All addresses of a network share one allowance: a /24 in IPv4, a /56 in IPv6. The table has a fixed size. A secret
 * hash maps each network to two places in the table, and an answer needs room in only one of them. So another network
 * can rarely exhaust a network's allowance.
 */
final class AnswerLimit {
    private static final int PLACES = 4096;
    private static final int NETWORK_BYTES_IPV4 = 3;
    private static final int NETWORK_BYTES_IPV6 = 7;
    private static final int IPV4_BYTES = 4;

    private final SecretHash hash;

    /** For each place, the time until which its answers would last at the permitted rate. */
    private final long[] paidUntilNanos = new long[PLACES];

    AnswerLimit(SecureRandom random) {
        hash = new SecretHash(random);
        Arrays.fill(paidUntilNanos, Long.MIN_VALUE);
    }

    /** Returns true, and counts an answer, if {@code address} may receive one more now. */
    boolean allows(InetSocketAddress address, long nowNanos) {
        var digest = hash.of(network(address));
        boolean first = pay(place(digest, 0), nowNanos);
        boolean second = pay(place(digest, Short.BYTES), nowNanos);
        return first || second;
    }

    private boolean pay(int place, long nowNanos) {
        long from = Math.max(paidUntilNanos[place], nowNanos);
        if (from - nowNanos > (RtmfpParameters.ANSWER_BURST - 1) * RtmfpParameters.ANSWER_INTERVAL_NANOS) {
            return false;
        }
        paidUntilNanos[place] = from + RtmfpParameters.ANSWER_INTERVAL_NANOS;
        return true;
    }

    private static int place(Bytes digest, int at) {
        return (digest.at(at) << Byte.SIZE | digest.at(at + 1)) % PLACES;
    }

    private static Bytes network(InetSocketAddress address) {
        var bytes = Bytes.wrap(address.getAddress().getAddress());
        return bytes.slice(0, bytes.length() == IPV4_BYTES ? NETWORK_BYTES_IPV4 : NETWORK_BYTES_IPV6);
    }
}
