package org.tcserver.session;

import org.tcserver.event.ClientDump;
import org.tcserver.tc.ConnectionState;

/**
 * What there is to tell about a client at one moment. Immutable.
 *
 * @param number higher than those of all clients before
 * @param sinceMillis when its connection began, in Unix time
 */
public record ClientState(long number, long sinceMillis, ClientDump dump, ConnectionState connection) {}
