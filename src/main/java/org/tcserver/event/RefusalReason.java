package org.tcserver.event;

import org.jspecify.annotations.Nullable;

/** A limit or rule that kept a client from what it wanted. */
public enum RefusalReason {
    /** There are as many connections as there may be. */
    CONNECTIONS("connections", "--max-connections"),
    /** Its address has as many connections as it may. */
    CONNECTIONS_PER_ADDRESS("connections-per-address", "--max-connections-per-address"),
    /** Its address connects too often. */
    CONNECT_RATE("connect-rate", "--max-connect-rate"),
    /** It took too long to shake hands and connect. */
    HANDSHAKE_TIMEOUT("handshake-timeout", "--handshake-timeout"),
    /** Its address made the server hold more than any other, and the memory for all was used up. */
    MEMORY("memory", null),
    /** Its RTMFP hello is too short. */
    HELLO_SIZE("hello-size", null),
    /** Its network gets too many answers to RTMFP hellos. */
    HELLO_RATE("hello-rate", null),
    /** Its proxy sent no valid PROXY header. */
    PROXY_HEADER("proxy-header", "--proxy-protocol"),
    /** It relays or broadcasts too often, and is read more slowly. */
    MESSAGES("messages", "--max-messages"),
    /** It relays or broadcasts too much at once. */
    MESSAGE_BYTES("message-bytes", "--max-message-bytes"),
    /** As many streams are published as may be. */
    STREAMS("streams", "--max-streams"),
    /** It published nothing for too long. */
    SILENT_PUBLISHER("silent-publisher", "--silent-publisher"),
    /** A page of another origin wanted to open a WebSocket. */
    ORIGIN("origin", "--allow-origin"),
    /** It asked for lists by a name that may not be the server's. */
    HOST("host", "--public-name");

    private final String label;
    private final @Nullable String flag;

    RefusalReason(String label, @Nullable String flag) {
        this.label = label;
        this.flag = flag;
    }

    /** What events and counters call it. */
    public String label() {
        return label;
    }

    /** The option that changes this limit; null if none does. */
    public @Nullable String flag() {
        return flag;
    }
}
