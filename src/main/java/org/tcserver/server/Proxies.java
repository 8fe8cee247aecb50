package org.tcserver.server;

import org.tcserver.net.AddressRanges;
import org.tcserver.tc.Protocol;

/**
 * The proxies in front of the server, which report the addresses of their clients. Immutable.
 *
 * @param speakers begin each connection with a header of the PROXY protocol
 * @param trusted write a true {@code X-Forwarded-For} header
 */
public record Proxies(AddressRanges speakers, AddressRanges trusted) {
    public static final Proxies NONE = new Proxies(AddressRanges.NONE, AddressRanges.NONE);

    /** The proxies that may report a client of this protocol. */
    AddressRanges of(Protocol protocol) {
        return protocol.isRtws() ? speakers.and(trusted) : speakers;
    }
}
