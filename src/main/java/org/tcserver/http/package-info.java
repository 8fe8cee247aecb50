/**
 * HTTP/1.1 to the extent needed to serve a few files: requests, responses and the player page. Both programs use its
 * parser of origins and hosts, and its policy for web pages.
 *
 * <p>{@code rtws} uses this room, because its connection reads the head of a request and chooses between a page and a
 * WebSocket. {@code server} only configures the listeners. Nothing here depends on WebSockets: {@link
 * org.tcserver.http.HttpConnection} returns requests that it does not serve to its caller.
 */
package org.tcserver.http;
