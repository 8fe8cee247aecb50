package org.tcserver.amf;

/** AMF3 XML (E4X). In AMF0 it becomes an XML document. */
public record AmfXml(String text) implements AmfValue {}
