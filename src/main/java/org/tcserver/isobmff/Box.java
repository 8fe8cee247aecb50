package org.tcserver.isobmff;

/**
 * The location of a box (ISO/IEC 14496-12 §4.2). Immutable.
 *
 * @param type four characters, one for each byte in the file
 * @param start position of the header, in bytes from the start of the source
 * @param payloadStart end of the header
 * @param end end of the payload, or of the file if that comes first
 * @param cutOff whether the file ends within the box
 */
record Box(String type, long start, long payloadStart, long end, boolean cutOff) {
    long payloadLength() {
        return end - payloadStart;
    }
}
