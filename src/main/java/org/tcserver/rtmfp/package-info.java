/**
 * RTMFP (RFC 7016) as an engine without sockets, threads or clock. Datagrams, deadlines and the results of key
 * agreement go in; datagrams and messages come out. Every call takes the time as an argument.
 *
 * <p>An {@link org.tcserver.rtmfp.Endpoint} owns its sessions, and a {@link org.tcserver.rtmfp.Session} owns its flows.
 * The whole engine is confined to one thread.
 */
package org.tcserver.rtmfp;
