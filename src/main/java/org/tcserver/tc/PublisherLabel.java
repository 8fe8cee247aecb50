package org.tcserver.tc;

/**
 * What subscribers are told about a publisher. Immutable.
 *
 * @param publisherName empty: not told
 */
public record PublisherLabel(double priority, String connectionId, String publisherName) {}
