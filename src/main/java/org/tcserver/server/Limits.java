package org.tcserver.server;

import java.time.Duration;

/**
 * How much clients may do; 0 means as much as they like. Immutable.
 *
 * @param messages how many relayed and broadcast messages a client may send a second
 * @param streams how many streams may be published at a time
 * @param handshakeTimeout how long a client may take to shake hands, and to connect then; never 0
 * @param silentPublisher how long a publisher may send nothing
 */
public record Limits(
        Connections connections, int messages, int streams, Duration handshakeTimeout, Duration silentPublisher) {
    public static final Limits DEFAULT =
            new Limits(Connections.DEFAULT, 100, 10_000, Duration.ofSeconds(30), Duration.ZERO);

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
