/**
 * Sockets: listeners, the loops that wait for readiness and write, and one transport per TCP connection.
 *
 * <p>A connection's virtual thread reads and waits for input; an {@link org.tcserver.net.IoLoop} writes. Neither waits
 * for the other, and a client that does not read delays no other client.
 *
 * <p>A separate thread, the {@link org.tcserver.net.DatagramReactor}, handles all datagrams and runs all code that
 * responds to them.
 */
package org.tcserver.net;
