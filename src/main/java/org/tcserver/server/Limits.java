package org.tcserver.server;

import java.time.Duration;

/**
 * How much clients may do; 0 means as much as they like. Immutable.
 *
 * @param streams how many streams may be published at a time
 * @param handshakeTimeout how long a client may take to shake hands, and to connect then; never 0
 * @param silentPublisher how long a publisher may send nothing
 */
public record Limits(
        Connections connections, Messages messages, int streams, Duration handshakeTimeout, Duration silentPublisher) {
    public static final Limits DEFAULT =
            new Limits(Connections.DEFAULT, Messages.DEFAULT, 10_000, Duration.ofSeconds(30), Duration.ZERO);

    /**
     * Limits of the messages that clients send each other by {@code relay} and {@code broadcast}.
     *
     * @param perSecond how many messages a client may send; one that sends more is read more slowly
     * @param bytes of one message's values
     * @param waitingBytes of such messages for one client; 4 MiB if this is 0, or more
     */
    public record Messages(int perSecond, int bytes, int waitingBytes) {
        public static final Messages DEFAULT = new Messages(100, 64 * 1024, 1 << 20);
    }

    /**
     * How many connections there may be, an RTMFP session counting as one.
     *
     * @param atOnce in all
     * @param perAddress at a time, from one address
     * @param perAddressAndSecond how many may be begun
     */
    public record Connections(int atOnce, int perAddress, int perAddressAndSecond) {
        public static final Connections DEFAULT = new Connections(10_000, 0, 0);
    }
}
