/**
 * Flows: ordered, prioritised sequences of messages in one direction, and the mapping of TC messages to them (RFC 7425
 * §5).
 *
 * <p>RTMFP and RTWebSocket implement the ports {@link org.tcserver.flow.FlowTransport}, {@link
 * org.tcserver.flow.SendFlow} and {@link org.tcserver.flow.RecvFlow}, so both share the code above them. A sending flow
 * takes its next message only when it may send. Until then messages stay in {@code tc.SendQueue}, which alone tracks
 * their age and expiry.
 */
package org.tcserver.flow;
