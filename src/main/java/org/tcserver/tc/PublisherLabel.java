package org.tcserver.tc;

/**
 * The publisher's data that subscribers receive. Immutable.
 *
 * @param publisherName empty: not sent
 */
public record PublisherLabel(double priority, String connectionId, String publisherName) {}
