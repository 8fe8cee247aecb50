/**
 * RTWebSocket: the flows of RTMFP over one WebSocket, for browsers.
 *
 * <p>A connection's virtual thread reads: {@link org.tcserver.rtws.RtwsConnection} takes bytes, {@code rtws.websocket}
 * makes messages of them, {@link org.tcserver.rtws.FlowExchange} receives what flows carry and keeps account of all flows.
 * An I/O loop writes: {@link org.tcserver.rtws.SendingFlows} takes messages from the flows' queues, cuts them into fragments
 * and lets the more urgent go first, as much as the send window allows. What the reader has to tell the sending side
 * goes through a queue of tasks; neither ever waits for the other.
 */
package org.tcserver.rtws;
