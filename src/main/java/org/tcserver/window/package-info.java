/**
 * Delay control over TCP: how much may be on its way to a client, and a writer that obeys.
 *
 * <p>What a slow client has not fetched waits in its {@code tc.SendQueue}, where it can expire, and not in the kernel.
 * RTMP's and RTWebSocket's ways out are an {@link org.tcserver.window.Outflow} each; all that concerns acknowledgements,
 * the send window and a socket that is full is here.
 */
package org.tcserver.window;
