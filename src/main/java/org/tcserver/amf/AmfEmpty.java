package org.tcserver.amf;

/** The values that consist of a marker only. */
public enum AmfEmpty implements AmfValue {
    NULL,
    UNDEFINED,
    /** A value that its sender could not serialise. AMF0 only; AMF3 uses {@link #UNDEFINED}. */
    UNSUPPORTED
}
