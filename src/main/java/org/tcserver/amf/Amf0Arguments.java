package org.tcserver.amf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The values of a command or data message, as far as they could be read, with their positions.
 *
 * <p>For the payload of a message of type 20 or 18. For one of type 17 or 15, remove the format selector first (RTMP
 * errata §7.2). Accessors by index return null if the value does not exist or is of another kind. Immutable.
 */
public final class Amf0Arguments {
    private final Bytes payload;
    private final List<AmfValue> values;
    /** The position of each value, and last, the position where reading ended. */
    private final List<Integer> offsets;

    private final @Nullable MalformedException failure;
    private final boolean hasAmf3;
    private final boolean hasReferences;
    private final boolean metLimit;
    /** The index of the first value that is or contains AMF3; the number of values if there is none. */
    private int firstAmf3;

    private Amf0Arguments(Bytes payload, int maxCount) {
        this.payload = payload;
        var in = new ByteReader(payload);
        var reader = new Amf0Reader(in);
        values = new ArrayList<>();
        offsets = new ArrayList<>(List.of(0));
        failure = readAll(in, reader, maxCount);
        hasAmf3 = reader.sawAmf3();
        hasReferences = reader.sawReference();
        metLimit = reader.metLimit();
    }

    /** Reads all values, or those before the first malformed one. */
    public static Amf0Arguments read(Bytes payload) {
        return new Amf0Arguments(payload, Integer.MAX_VALUE);
    }

    /** Reads {@code maxCount} values, or those before the first malformed one; ignores the rest. */
    public static Amf0Arguments readFirst(int maxCount, Bytes payload) {
        return new Amf0Arguments(payload, maxCount);
    }

    private @Nullable MalformedException readAll(ByteReader in, Amf0Reader reader, int maxCount) {
        try {
            while (in.hasRemaining() && values.size() < maxCount) {
                values.add(reader.read());
                firstAmf3 += reader.sawAmf3() ? 0 : 1;
                offsets.add(in.position());
            }
            return null;
        } catch (MalformedException e) {
            return e;
        }
    }

    /** Returns the number of values. */
    public int count() {
        return values.size();
    }

    public @Nullable AmfValue value(int index) {
        return index < values.size() ? values.get(index) : null;
    }

    public @Nullable String string(int index) {
        return value(index) instanceof AmfString(String text) ? text : null;
    }

    public @Nullable Double number(int index) {
        return value(index) instanceof AmfNumber(double number) ? Double.valueOf(number) : null;
    }

    public @Nullable Boolean flag(int index) {
        return value(index) instanceof AmfBoolean(boolean value) ? Boolean.valueOf(value) : null;
    }

    /** Returns an object or ECMA array. */
    public @Nullable AmfMembers object(int index) {
        return value(index) instanceof AmfMembers object ? object : null;
    }

    /** Returns the payload from the value at {@code index} to its end, including unread bytes; possibly empty. */
    public Bytes encodedFrom(int index) {
        return index < offsets.size() ? payload.slice(offsets.get(index)) : Bytes.EMPTY;
    }

    /** Returns the values from {@code index} on in plain AMF0: without AMF3, without references. */
    public Bytes amf0From(int index) {
        return index < values.size() ? Amf0Writer.encode(values.subList(index, values.size())) : Bytes.EMPTY;
    }

    /** Returns the error that ended reading before the end of the payload, or null. */
    public @Nullable MalformedException failure() {
        return failure;
    }

    /** Returns whether a value is AMF3, including one that failed: an AMF0 client cannot read the payload unchanged. */
    public boolean hasAmf3() {
        return hasAmf3;
    }

    /** Returns whether a value before {@code index} is AMF3, so that later ones may refer to parts of it. */
    public boolean hasAmf3Before(int index) {
        return firstAmf3 < Math.min(index, values.size());
    }

    /** Returns whether reading ended at a size limit; the payload may be well-formed. */
    public boolean metLimit() {
        return metLimit;
    }

    /** Returns whether AMF0 references occur. Their meaning changes when values are inserted before them or removed. */
    public boolean hasReferences() {
        return hasReferences;
    }
}
