package org.tcserver.isobmff;

import java.io.IOException;

/** Version and flags at the start of many boxes' payload (ISO/IEC 14496-12 §4.2). Immutable. */
record FullBoxHeader(int version, int flags) {
    static FullBoxHeader read(BoxInput in) throws IOException {
        return new FullBoxHeader(in.u8("box version"), in.u24("box flags"));
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** A time or duration: 64 bits from version 1 on, 32 before. */
    long readTime(BoxInput in, String what) throws IOException {
        return version == 0 ? in.u32(what) : in.u63(what);
    }

    /** A duration; all ones mean unknown and become 0. */
    long readDuration(BoxInput in, String what) throws IOException {
        if (version == 0) {
            long value = in.u32(what);
            return value == 0xffff_ffffL ? 0 : value;
        }
        return Math.max(0, in.i64(what));
    }
}
