/**
 * RTMP over TCP: the handshake, chunks, protocol control messages and delay control (RTMP 1.0 with its errata).
 *
 * <p>Bytes that a socket read go through {@link org.tcserver.rtmp.Handshake}, then {@link
 * org.tcserver.rtmp.ChunkReader}, and leave as messages towards the session; {@link
 * org.tcserver.rtmp.ReceiveWindow} tells when to acknowledge them. On the way out {@link
 * org.tcserver.rtmp.ChunkWriter} cuts messages into chunks, as many bytes as {@code window.SendWindow} allows to be
 * handed to the socket now. All of these are engines without a socket or a thread: bytes and times go in, bytes and
 * decisions come out.
 */
package org.tcserver.rtmp;
