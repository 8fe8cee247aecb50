package org.tcserver.amf;

/** A string of any length: AMF0 string or, beyond 65535 bytes, long string; AMF3 string. */
public record AmfString(String text) implements AmfValue {}
