package org.tcserver.session;

import org.tcserver.hub.Client;
import org.tcserver.tc.TcConnection;

/**
 * A client that is connected, as its commands and streams see it.
 *
 * @param control replies on the control stream
 * @param maxPublishes how many streams it may publish at a time
 */
record Login(Client client, TcConnection connection, Profile profile, Replies control, int maxPublishes) {}
