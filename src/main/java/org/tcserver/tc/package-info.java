/**
 * The common part of all TC protocols: messages, the interfaces between a transport and a session, and the queue of
 * unsent messages with its deadlines.
 *
 * <p>Transports ({@code rtmp}, {@code rtws}, {@code rtmfp}) implement {@link org.tcserver.tc.TcConnection} and {@link
 * org.tcserver.tc.Outlet} with a {@link org.tcserver.tc.SendQueue}. A session implements {@link
 * org.tcserver.tc.TcHandler}. Transports and sessions do not depend on each other.
 */
package org.tcserver.tc;
