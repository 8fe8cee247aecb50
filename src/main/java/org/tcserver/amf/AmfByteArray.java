package org.tcserver.amf;

import org.tcserver.wire.Bytes;

/** AMF3 byte array. AMF0 can't carry one: it becomes {@link AmfEmpty#UNSUPPORTED}. */
public record AmfByteArray(Bytes bytes) implements AmfValue {}
