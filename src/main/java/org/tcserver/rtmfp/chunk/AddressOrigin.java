package org.tcserver.rtmfp.chunk;

/** The origin of an {@link Address} (RFC 7016 §2.1.5). */
public enum AddressOrigin {
    /** Unknown, unspecified or other. */
    UNKNOWN(0),
    /** Reported by its owner as the address of an interface. */
    REPORTED(1),
    /** Observed as the source address of a packet. */
    OBSERVED(2),
    /** A redirector or forwarder. */
    RELAY(3);

    private static final int MASK = 0x03;
    private static final AddressOrigin[] ORIGINS = values();

    private final int number;

    AddressOrigin(int number) {
        this.number = number;
    }

    static AddressOrigin of(int flags) {
        return ORIGINS[flags & MASK];
    }

    int number() {
        return number;
    }
}
