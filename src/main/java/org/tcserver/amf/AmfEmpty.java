package org.tcserver.amf;

/** The values that are a marker and nothing else. */
public enum AmfEmpty implements AmfValue {
    NULL,
    UNDEFINED,
    /** Stands for something that its sender could not serialize. AMF0 only; AMF3 gets {@link #UNDEFINED}. */
    UNSUPPORTED
}
