/**
 * RTMFP (RFC 7016) as an engine without sockets, threads or wall clock: datagrams, deadlines and the results of key
 * agreement go in, datagrams and messages come out, and the time is an argument of every call.
 *
 * <p>An {@link org.tcserver.rtmfp.Endpoint} owns its sessions, a {@link org.tcserver.rtmfp.Session} its flows. All of it
 * is confined to one thread.
 */
package org.tcserver.rtmfp;
