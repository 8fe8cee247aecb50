package org.tcserver.event;

import org.jspecify.annotations.Nullable;

/** A limit or rule that denied a client's request. */
public enum RefusalReason {
    /** The total number of connections reached its limit. */
    CONNECTIONS("connections", "--max-connections"),
    /** The number of connections from its address reached its limit. */
    CONNECTIONS_PER_ADDRESS("connections-per-address", "--max-connections-per-address"),
    /** Its address connects too often. */
    CONNECT_RATE("connect-rate", "--max-connect-rate"),
    /** It took too long for its handshake and connect. */
    HANDSHAKE_TIMEOUT("handshake-timeout", "--handshake-timeout"),
    /** The memory limit was reached, and its address used more memory than any other. */
    MEMORY("memory", null),
    /** Its RTMFP hello is too short. */
    HELLO_SIZE("hello-size", null),
    /** Its network receives too many responses to RTMFP hellos. */
    HELLO_RATE("hello-rate", null),
    /** Its proxy sent no valid PROXY header. */
    PROXY_HEADER("proxy-header", "--proxy-protocol"),
    /** It relays or broadcasts too often; the server reads more slowly from it. */
    MESSAGES("messages", "--max-messages"),
    /** It relayed or broadcast a message that is too large. */
    MESSAGE_BYTES("message-bytes", "--max-message-bytes"),
    /** The number of published streams reached its limit. */
    STREAMS("streams", "--max-streams"),
    /** It was publishing but sent nothing for too long. */
    SILENT_PUBLISHER("silent-publisher", "--silent-publisher"),
    /** A page of another origin tried to open a WebSocket. */
    ORIGIN("origin", "--allow-origin"),
    /** It requested a listing with a host name that may not be the server's. */
    HOST("host", "--public-name");

    private final String label;
    private final @Nullable String flag;

    RefusalReason(String label, @Nullable String flag) {
        this.label = label;
        this.flag = flag;
    }

    /** Returns the label for events and metrics. */
    public String label() {
        return label;
    }

    /** Returns the option that changes this limit, or null. */
    public @Nullable String flag() {
        return flag;
    }
}
