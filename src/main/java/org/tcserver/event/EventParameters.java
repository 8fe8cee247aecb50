package org.tcserver.event;

/** How many events clients may cause. */
final class EventParameters {
    /** Of one client, at once. */
    static final int CLIENT_BURST = 100;
    /** Of one client, a second. */
    static final int CLIENT_RATE = 10;
    /** How many events beyond its budget a client may cause before it is read more slowly: twice for each stream. */
    static final int CLIENT_OVERDRAFT = 2048;

    /** Of all connections from one address, at once: many viewers may share one. */
    static final int ADDRESS_BURST = 5000;
    /** Of all connections from one address, a second. */
    static final int ADDRESS_RATE = 100;
    /** How many events beyond its budget an address may cause before its busy clients are read more slowly. */
    static final int ADDRESS_OVERDRAFT = 5000;
    /** How many events a client may cause and not count as busy; a publisher that connects causes fewer. */
    static final int UNSUSPICIOUS = 20;

    /** How many addresses are remembered; all others share one budget. */
    static final int ADDRESSES = 4096;

    private EventParameters() {}
}
