package org.tcserver.amf;

/**
 * A time in milliseconds since the start of 1970 in UTC. The time zone of AMF0 is reserved: it is ignored, and written
 * as 0.
 */
public record AmfDate(double epochMillis) implements AmfValue {}
