package org.tcserver.amf;

/** A boolean: AMF0 boolean, AMF3 false or true. */
public record AmfBoolean(boolean value) implements AmfValue {}
