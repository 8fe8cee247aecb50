package org.tcserver.isobmff;

import java.io.IOException;

/** Version and flags at the start of the payload of many boxes (ISO/IEC 14496-12 §4.2). Immutable. */
record FullBoxHeader(int version, int flags) {
    static FullBoxHeader read(BoxInput in) throws IOException {
        return new FullBoxHeader(in.u8("box version"), in.u24("box flags"));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Reads a time or duration: 32 bits in version 0, otherwise 64. */
    long readTime(BoxInput in, String what) throws IOException {
        return version == 0 ? in.u32(what) : in.u63(what);
    }

    /** Reads a duration; all ones mean unknown and give 0. */
    long readDuration(BoxInput in, String what) throws IOException {
        if (version == 0) {
            long value = in.u32(what);
            return value == 0xffff_ffffL ? 0 : value;
        }
        return Math.max(0, in.i64(what));
    }
}
