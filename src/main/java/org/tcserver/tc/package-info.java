/**
 * What every TC protocol shares: messages, the ports between a transport and a session, and the queue of what is yet
 * to be sent, with its deadlines.
 *
 * <p>Transports ({@code rtmp}, {@code rtws}, {@code rtmfp}) implement {@link org.tcserver.tc.TcConnection} and {@link
 * org.tcserver.tc.Outlet} on top of a {@link org.tcserver.tc.SendQueue}; a session implements {@link
 * org.tcserver.tc.TcHandler}. Neither knows the other.
 */
package org.tcserver.tc;
