package org.tcserver.rtws.websocket;

/** Status codes for closing a WebSocket (RFC 6455 §7.4.1). */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int PROTOCOL_ERROR = 1002;
    /** The server does not support this type of data. */
    public static final int UNACCEPTABLE_DATA = 1003;
    /** Text that is not valid UTF-8. */
    public static final int INVALID_DATA = 1007;

    public static final int TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;

    /** Denotes a close frame without a code; never sent in a frame. */
    public static final int ABSENT = 1005;

    private static final int FIRST = 1000;
    private static final int LAST_OF_PROTOCOL = 1014;
    private static final int RESERVED = 1004;
    private static final int ABNORMAL = 1006;
    private static final int FIRST_OF_OTHERS = 3000;
    private static final int LAST_OF_OTHERS = 4999;

    private CloseCode() {}

    /** Returns true if a close frame may contain {@code code} (§7.4.2). */
    static boolean isLegal(int code) {
        if (code >= FIRST && code <= LAST_OF_PROTOCOL) {
            return code != RESERVED && code != ABSENT && code != ABNORMAL;
        }
        return code >= FIRST_OF_OTHERS && code <= LAST_OF_OTHERS;
    }
}
