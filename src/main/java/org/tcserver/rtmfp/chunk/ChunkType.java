package org.tcserver.rtmfp.chunk;

import org.jspecify.annotations.Nullable;

/** The chunk types with their codes, and the packets that may contain them (RFC 7016 §2.3). */
public enum ChunkType {
    PADDING(0x00, Place.ANYWHERE),
    PING(0x01, Place.SESSION),
    SESSION_CLOSE_REQUEST(0x0c, Place.SESSION),
    FI_HELLO(0x0f, Place.SESSION),
    USER_DATA(0x10, Place.SESSION),
    NEXT_USER_DATA(0x11, Place.SESSION),
    BUFFER_PROBE(0x18, Place.SESSION),
    I_HELLO(0x30, Place.STARTUP),
    II_KEYING(0x38, Place.STARTUP),
    PING_REPLY(0x41, Place.SESSION),
    SESSION_CLOSE_ACKNOWLEDGEMENT(0x4c, Place.SESSION),
    DATA_ACKNOWLEDGEMENT_BITMAP(0x50, Place.SESSION),
    DATA_ACKNOWLEDGEMENT_RANGES(0x51, Place.SESSION),
    FLOW_EXCEPTION_REPORT(0x5e, Place.SESSION),
    R_HELLO(0x70, Place.STARTUP),
    REDIRECT(0x71, Place.STARTUP),
    RI_KEYING(0x78, Place.STARTUP),
    COOKIE_CHANGE(0x79, Place.STARTUP),
    FRAGMENT(0x7f, Place.ANYWHERE);

    private enum Place {
        STARTUP,
        SESSION,
        ANYWHERE
    }

    private static final int OTHER_PADDING_CODE = 0xff;
    private static final @Nullable ChunkType[] BY_CODE = byCode();

    private final int code;
    private final Place place;

    ChunkType(int code, Place place) {
        this.code = code;
        this.place = place;
    }

    /** Returns the type with this code, 0 to 255, or null if there is none. */
    static @Nullable ChunkType of(int code) {
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    /** Returns true if a packet of this mode may contain this type. Receivers ignore other chunks. */
    boolean isAllowedIn(PacketMode mode) {
        return switch (place) {
            case STARTUP -> mode == PacketMode.STARTUP;
            case SESSION -> mode != PacketMode.STARTUP;
            case ANYWHERE -> true;
        };
    }

    private static @Nullable ChunkType[] byCode() {
        var types = new @Nullable ChunkType[256];
        for (var type : values()) {
            types[type.code] = type;
        }
        types[OTHER_PADDING_CODE] = PADDING;
        return types;
    }
}
