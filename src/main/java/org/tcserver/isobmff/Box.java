package org.tcserver.isobmff;

/**
 * Where a box lies (ISO/IEC 14496-12 §4.2). Immutable.
 *
 * @param type four characters, each one byte of the file
 * @param start of the header, in bytes from the start of the source
 * @param payloadStart just after the header
 * @param end just after the payload, or the end of the file where that comes first
 * @param cutOff whether the file ends within the box
 */
record Box(String type, long start, long payloadStart, long end, boolean cutOff) {
    long payloadLength() {
        return end - payloadStart;
    }
}
