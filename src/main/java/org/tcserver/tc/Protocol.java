package org.tcserver.tc;

/** The protocol of a connection, by its name in the event log. */
public enum Protocol {
    RTMP("rtmp"),
    RTMP_SIMPLE("rtmp-simple"),
    RTMPS("rtmps"),
    RTWS("rtws"),
    WSS("wss"),
    RTMFP("rtmfp");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** Whether it is RTWebSocket, under TLS or not. */
    public boolean isRtws() {
        return this == RTWS || this == WSS;
    }

    /** Whether it is a protocol over TCP, under TLS. */
    public boolean isSecure() {
        return this == RTMPS || this == WSS;
    }

    /** The {@code proto} member of events. */
    public String label() {
        return label;
    }
}
