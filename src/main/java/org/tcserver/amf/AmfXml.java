package org.tcserver.amf;

/** An AMF3 XML value (E4X). In AMF0 it becomes an XML document. */
public record AmfXml(String text) implements AmfValue {}
