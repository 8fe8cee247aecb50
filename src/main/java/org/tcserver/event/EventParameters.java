package org.tcserver.event;

/** Limits on the events that clients may cause. */
final class EventParameters {
    /** Burst of events per client. */
    static final int CLIENT_BURST = 100;
    /** Events per second and client. */
    static final int CLIENT_RATE = 10;
    /**
     * Number of events beyond its budget after which the server reads more slowly from a client: two for each stream.
     */
    static final int CLIENT_OVERDRAFT = 2048;

    /** Burst of events per address, shared by all connections from it, which may be many viewers. */
    static final int ADDRESS_BURST = 5000;
    /** Events per second and address, shared by all connections from it. */
    static final int ADDRESS_RATE = 100;
    /** Number of events beyond an address's budget after which the server reads more slowly from its busy clients. */
    static final int ADDRESS_OVERDRAFT = 5000;
    /** Number of events up to which a client is not busy; a publisher that connects causes fewer. */
    static final int UNSUSPICIOUS = 20;

    /** Number of remembered addresses; all others share one budget. */
    static final int ADDRESSES = 4096;

    private EventParameters() {}
}
