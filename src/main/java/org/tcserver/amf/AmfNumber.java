package org.tcserver.amf;

/** A number: AMF0 number, AMF3 integer or double. Any double, infinities and NaN among them. */
public record AmfNumber(double number) implements AmfValue {}
