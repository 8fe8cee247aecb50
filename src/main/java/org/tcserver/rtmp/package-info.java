/**
 * RTMP over TCP: the handshake, chunks, protocol control messages and delay control (RTMP 1.0 with its errata).
 *
 * <p>Incoming bytes pass through {@link org.tcserver.rtmp.Handshake} and {@link org.tcserver.rtmp.ChunkReader}, and
 * reach the session as messages. {@link org.tcserver.rtmp.ReceiveWindow} determines when to acknowledge them.
 *
 * <p>On the way out, {@link org.tcserver.rtmp.ChunkWriter} splits messages into chunks. {@code window.SendWindow}
 * limits the bytes that go to the socket. All these classes work without sockets and threads: bytes and times go in,
 * bytes and decisions come out.
 */
package org.tcserver.rtmp;
