/**
 * Flows: ordered, prioritised sequences of messages in one direction, and how TC messages travel in them (RFC 7425 §5).
 *
 * <p>RTMFP and RTWebSocket implement the ports {@link org.tcserver.flow.FlowTransport}, {@link
 * org.tcserver.flow.SendFlow} and {@link org.tcserver.flow.RecvFlow}; what stands on them is the same for both. A sending
 * flow pulls its next message when it may send: what waits stays in {@code tc.SendQueue}, the one owner of its age and
 * expiry.
 */
package org.tcserver.flow;
