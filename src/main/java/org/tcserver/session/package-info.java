/**
 * The command state machine of one client: connect and authentication, streams, publish and play, relay and watch.
 *
 * <p>A transport passes a {@link org.tcserver.tc.TcConnection} to {@link org.tcserver.session.Sessions#open} and calls
 * the returned {@link org.tcserver.tc.TcHandler}. The session answers through the connection's outlets and acts through
 * its client in the {@code hub}. It is independent of protocols: nonces, peer IDs and addresses come from the
 * connection.
 */
package org.tcserver.session;
