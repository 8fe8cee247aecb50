/**
 * The server side of WebSocket (RFC 6455): frames, and the upgrade of a request that {@code http} has read.
 *
 * <p>Bytes go in; requests or messages come out. This package uses neither sockets nor threads.
 */
package org.tcserver.rtws.websocket;
