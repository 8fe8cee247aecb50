package org.tcserver.hub;

import org.tcserver.event.Totals;

/**
 * What there is now and what was so far. Immutable.
 *
 * @param clients that are connected now
 * @param connects that there were so far
 */
public record HubStats(int clients, int apps, int publishing, int playing, long connects, Totals totals) {}
