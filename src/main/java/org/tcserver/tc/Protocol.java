package org.tcserver.tc;

/** The protocol of a connection, by its name in the event log. */
public enum Protocol {
    RTMP("rtmp"),
    RTMP_SIMPLE("rtmp-simple"),
    RTWS("rtws"),
    RTMFP("rtmfp");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** The {@code proto} member of events. */
    public String label() {
        return label;
    }
}
