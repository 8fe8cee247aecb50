/** What is counted, and the text in which Prometheus reads it. Knows nothing of what the figures mean. */
package org.tcserver.metrics;
