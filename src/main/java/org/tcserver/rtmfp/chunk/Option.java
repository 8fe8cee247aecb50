package org.tcserver.rtmfp.chunk;

import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** A non-empty Option: length, type and value (RFC 7016 §2.1.3). Immutable. */
public record Option(long type, Bytes value) {
    /** Reads an option. Returns null if it is empty: a Marker. */
    public static @Nullable Option read(ByteReader in) throws MalformedException {
        var payload = new ByteReader(LengthPrefixed.read(in, "option"));
        return payload.hasRemaining() ? new Option(Vlu.read(payload, "option type"), payload.rest()) : null;
    }

    /** Creates an option with one number as its value. */
    public static Option ofNumber(long type, long number) {
        var value = new ByteWriter(Vlu.length(number));
        Vlu.write(value, number);
        return new Option(type, value.toBytes());
    }

    /** Returns the number at the start of the value. Ignores bytes after it. */
    public long number(String what) throws MalformedException {
        return Vlu.read(new ByteReader(value), what);
    }

    public int length() {
        int payloadLength = payloadLength();
        return Vlu.length(payloadLength) + payloadLength;
    }

    public void write(ByteWriter out) {
        Vlu.write(out, payloadLength());
        Vlu.write(out, type);
        out.bytes(value);
    }

    private int payloadLength() {
        return Vlu.length(type) + value.length();
    }
}
