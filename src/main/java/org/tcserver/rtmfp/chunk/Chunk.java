package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A chunk, the content of packets (RFC 7016 §2.3): a type, a length and a payload. All chunks are immutable. */
public sealed interface Chunk
        permits BufferProbe,
                CookieChange,
                DataAcknowledgement,
                FIHello,
                FlowExceptionReport,
                Fragment,
                IHello,
                IIKeying,
                NextUserData,
                Padding,
                Ping,
                PingReply,
                RHello,
                RIKeying,
                Redirect,
                SessionCloseAcknowledgement,
                SessionCloseRequest,
                UserData {
    /** The length of type and length field before every payload. */
    int HEADER_LENGTH = 3;

    /** The longest payload that fits the length field. */
    int MAX_PAYLOAD_LENGTH = 0xffff;

    ChunkType type();

    /** Returns the number of bytes that {@link #writePayload} writes. */
    int payloadLength();

    /** Writes the payload alone. */
    void writePayload(ByteWriter out);

    /** Returns the length of the whole chunk. */
    default int length() {
        return HEADER_LENGTH + payloadLength();
    }

    /** Writes the whole chunk. */
    default void write(ByteWriter out) {
        out.u8(type().code()).u16(payloadLength());
        writePayload(out);
    }

    /** Reads the payload of a chunk of this type. */
    static Chunk read(ChunkType type, Bytes payload) throws MalformedException {
        var in = new ByteReader(payload);
        return switch (type) {
            case PADDING -> Padding.read(in);
            case PING -> Ping.read(in);
            case SESSION_CLOSE_REQUEST -> SessionCloseRequest.INSTANCE;
            case FI_HELLO -> FIHello.read(in);
            case USER_DATA -> UserData.read(in);
            case NEXT_USER_DATA -> NextUserData.read(in);
            case BUFFER_PROBE -> BufferProbe.read(in);
            case I_HELLO -> IHello.read(in);
            case II_KEYING -> IIKeying.read(in);
            case PING_REPLY -> PingReply.read(in);
            case SESSION_CLOSE_ACKNOWLEDGEMENT -> SessionCloseAcknowledgement.INSTANCE;
            case DATA_ACKNOWLEDGEMENT_BITMAP -> DataAcknowledgementBitmap.read(in);
            case DATA_ACKNOWLEDGEMENT_RANGES -> DataAcknowledgementRanges.read(in);
            case FLOW_EXCEPTION_REPORT -> FlowExceptionReport.read(in);
            case R_HELLO -> RHello.read(in);
            case REDIRECT -> Redirect.read(in);
            case RI_KEYING -> RIKeying.read(in);
            case COOKIE_CHANGE -> CookieChange.read(in);
            case FRAGMENT -> Fragment.read(in);
        };
    }
}
