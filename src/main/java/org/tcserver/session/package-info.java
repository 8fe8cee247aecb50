/**
 * One client's command state machine: connect and authentication, streams, publish and play, relay and watch.
 *
 * <p>A transport hands in a {@link org.tcserver.tc.TcConnection} at {@link org.tcserver.session.Sessions#open} and calls
 * the {@link org.tcserver.tc.TcHandler} that it gets; the session answers through the connection's outlets and acts
 * through its client in the {@code hub}. It knows no protocol: nonces, peer IDs and addresses come from the connection.
 */
package org.tcserver.session;
