package org.tcserver.session;

import org.tcserver.hub.Client;
import org.tcserver.tc.TcConnection;

/**
 * A connected client, as its commands and streams see it.
 *
 * @param control replies on the control stream
 * @param maxPublishes the number of streams that it may publish at a time
 */
record Login(Client client, TcConnection connection, Profile profile, Replies control, int maxPublishes) {}
