package org.tcserver.session;

import org.tcserver.hub.Client;
import org.tcserver.tc.TcConnection;
import org.tcserver.time.Clock;

/**
 * A client that is connected, as its streams and commands see it.
 *
 * @param maxPublishes how many streams it may publish at a time
 */
record Login(Client client, TcConnection connection, Profile profile, Clock clock, int maxPublishes) {}
