/**
 * HTTP/1.1, as much as it takes to hand out a few files: requests, answers, and the player page. Both programs use its parser
 * of origins and hosts, and its policy, which decides which web pages may use a server.
 *
 * <p>{@code rtws} uses this room, for whoever reads the head of a request has to decide between a page and a WebSocket, and
 * that is the connection; {@code server} only says which listeners there are. Nothing here knows what a WebSocket is:
 * {@link org.tcserver.http.HttpConnection} hands a request that is not its own back to its caller.
 */
package org.tcserver.http;
