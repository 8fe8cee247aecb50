package org.tcserver.server;

import java.time.Duration;

/**
 * Limits on clients; 0 means unlimited. Immutable.
 *
 * @param streams maximum number of concurrently published streams
 * @param handshakeTimeout time limit for the handshake, and again for the {@code connect}; never 0
 * @param silentPublisher how long a publisher may send nothing
 */
public record Limits(
        Connections connections, Messages messages, int streams, Duration handshakeTimeout, Duration silentPublisher) {
    public static final Limits DEFAULT =
            new Limits(Connections.DEFAULT, Messages.DEFAULT, 10_000, Duration.ofSeconds(30), Duration.ZERO);

    /**
     * Limits on messages that clients send each other by {@code relay} and {@code broadcast}.
     *
     * @param perSecond messages per second and client; the server reads more slowly from a client that exceeds it
     * @param bytes maximum size of one message's arguments
     * @param waitingBytes maximum size of such messages in one client's queue; 0 means 4 MiB, and larger values count
     *     as 4 MiB
     */
    public record Messages(int perSecond, int bytes, int waitingBytes) {
        public static final Messages DEFAULT = new Messages(100, 64 * 1024, 1 << 20);
    }

    /**
     * Limits on connections; an RTMFP session counts as one.
     *
     * @param atOnce maximum number of open connections
     * @param perAddress maximum number of open connections per client address
     * @param perAddressAndSecond maximum number of new connections per second and client address
     */
    public record Connections(int atOnce, int perAddress, int perAddressAndSecond) {
        public static final Connections DEFAULT = new Connections(10_000, 0, 0);
    }
}
