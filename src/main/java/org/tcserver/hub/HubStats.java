package org.tcserver.hub;

import org.tcserver.event.Totals;

/**
 * The current counts and the totals since start. Immutable.
 *
 * @param clients the number of connected clients
 * @param connects the number of connects since start
 */
public record HubStats(int clients, int apps, int publishing, int playing, long connects, Totals totals) {}
