/** Counters and histograms, and their text form for Prometheus. Independent of their meaning. */
package org.tcserver.metrics;
