package org.tcserver.amf;

/** An XML document of the older kind ({@code flash.xml.XMLDocument}): AMF0 and AMF3 XML document. */
public record AmfXmlDocument(String text) implements AmfValue {}
