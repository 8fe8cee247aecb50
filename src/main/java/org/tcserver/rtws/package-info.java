/**
 * RTWebSocket: the flows of RTMFP over one WebSocket, for browsers.
 *
 * <p>A connection's virtual thread reads. {@link org.tcserver.rtws.RtwsConnection} receives bytes, {@code
 * rtws.websocket} decodes them, and {@link org.tcserver.rtws.FlowExchange} handles the messages and tracks all flows.
 *
 * <p>An I/O loop writes. {@link org.tcserver.rtws.SendingFlows} takes messages from the flows' queues, splits them into
 * fragments, and sends urgent ones first within the send window. The reader passes orders to the sending side through a
 * queue; neither ever waits for the other.
 */
package org.tcserver.rtws;
