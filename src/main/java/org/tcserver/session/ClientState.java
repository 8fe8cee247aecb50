package org.tcserver.session;

import org.tcserver.event.ClientDump;
import org.tcserver.tc.ConnectionState;

/**
 * A snapshot of a client for listings. Immutable.
 *
 * @param number higher than that of any earlier client
 * @param sinceMillis the start of the connection, in Unix time
 */
public record ClientState(long number, long sinceMillis, ClientDump dump, ConnectionState connection) {}
