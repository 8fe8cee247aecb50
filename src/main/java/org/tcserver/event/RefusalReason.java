package org.tcserver.event;

/** Which limit kept a client from what it wanted. */
public enum RefusalReason {
    /** There are as many connections as there may be. */
    CONNECTIONS("connections"),
    /** Its address has as many connections as it may. */
    CONNECTIONS_PER_ADDRESS("connections-per-address"),
    /** Its address connects too often. */
    CONNECT_RATE("connect-rate"),
    /** It took too long to shake hands and connect. */
    HANDSHAKE_TIMEOUT("handshake-timeout"),
    /** It relays or broadcasts too often. */
    MESSAGES("messages"),
    /** As many streams are published as may be. */
    STREAMS("streams"),
    /** It published nothing for too long. */
    SILENT_PUBLISHER("silent-publisher");

    private final String label;

    RefusalReason(String label) {
        this.label = label;
    }

    /** What events and counters call it. */
    public String label() {
        return label;
    }
}
