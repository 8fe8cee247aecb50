/**
 * The server's side of WebSocket (RFC 6455): the upgrade of a request that {@code http} has read, and frames.
 *
 * <p>Bytes go in and requests or messages come out; there is neither a socket nor a thread here.
 */
package org.tcserver.rtws.websocket;
