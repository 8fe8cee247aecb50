package org.tcserver.tc;

/** The protocol of a connection, with its name in the event log. */
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

    /** Returns whether it is RTWebSocket, with or without TLS. */
    public boolean isRtws() {
        return this == RTWS || this == WSS;
    }

    /** Returns whether it uses TLS over TCP. */
    public boolean isSecure() {
        return this == RTMPS || this == WSS;
    }

    /** Returns the value of the {@code proto} member of events. */
    public String label() {
        return label;
    }
}
