/**
 * Sockets: listeners, the loops that wait for readiness and write, and one transport per TCP connection.
 *
 * <p>A connection's virtual thread reads and waits here for more; an {@link org.tcserver.net.IoLoop} writes. Neither
 * ever waits for the other, and a client that does not read holds up nobody.
 *
 * <p>Datagrams have a thread of their own, the {@link org.tcserver.net.DatagramReactor}, on which all that answers them
 * runs.
 */
package org.tcserver.net;
