package org.tcserver.amf;

/** A number: AMF0 number, AMF3 integer or double. Any double, including infinities and NaN. */
public record AmfNumber(double number) implements AmfValue {}
