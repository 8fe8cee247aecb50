package org.tcserver.server;

import org.tcserver.net.AddressRanges;
import org.tcserver.tc.Protocol;

/**
 * The proxies in front of the server, which report the addresses of their clients. Immutable.
 *
 * @param speakers proxies that start each connection with a PROXY protocol header
 * @param trusted proxies whose {@code X-Forwarded-For} header is trusted
 */
public record Proxies(AddressRanges speakers, AddressRanges trusted) {
    public static final Proxies NONE = new Proxies(AddressRanges.NONE, AddressRanges.NONE);

    /** Returns the proxies that may report client addresses for the protocol. */
    AddressRanges of(Protocol protocol) {
        return protocol.isRtws() ? speakers.and(trusted) : speakers;
    }
}
