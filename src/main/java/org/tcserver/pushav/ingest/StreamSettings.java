package org.tcserver.pushav.ingest;

/** The settings a stream was created with. Immutable. */
public record StreamSettings(long id, IngestInterface ingestInterface, boolean strict) {}
