package org.tcserver.tc;

/**
 * Message type IDs of RTMP 1.0 §5.4, §6.1, §7.1 and RFC 7425 §5.1. They are plain numbers, because unknown types are
 * legal in the protocol.
 */
public final class MessageType {
    public static final int USER_CONTROL = 4;
    public static final int AUDIO = 8;
    public static final int VIDEO = 9;
    public static final int DATA_AMF3 = 15;
    public static final int COMMAND_AMF3 = 17;
    public static final int DATA_AMF0 = 18;
    public static final int COMMAND_AMF0 = 20;
    public static final int AGGREGATE = 22;

    /**
     * The only format selector, the first byte of types 15 and 17: AMF0, which may switch to AMF3 (RFC 7425 §5.3.3).
     */
    public static final int FORMAT_AMF0 = 0;

    private MessageType() {}
}
