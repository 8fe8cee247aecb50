package org.tcserver.amf;

import org.tcserver.wire.Bytes;

/** An AMF3 byte array. AMF0 cannot represent it: it becomes {@link AmfEmpty#UNSUPPORTED}. */
public record AmfByteArray(Bytes bytes) implements AmfValue {}
