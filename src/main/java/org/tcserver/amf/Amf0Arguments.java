package org.tcserver.amf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The values of a command or data message: as many as could be read, and where each begins.
 *
 * <p>For the payload of a message of type 20 or 18; of one of type 17 or 15, without the format selector in front (RTMP
 * errata §7.2). Accessors by index return null if there is no such value or it is of another kind. Immutable.
 */
public final class Amf0Arguments {
    private final Bytes payload;
    private final List<AmfValue> values;
    /** Where each value begins, and last, where what could not be read begins. */
    private final List<Integer> offsets;

    private final @Nullable MalformedException failure;
    private final boolean hasAmf3;
    private final boolean hasReferences;
    private final boolean metLimit;
    /** The first value that is AMF3 or contains some; or how many there are. */
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

    /** Reads all values, or those before the first that is malformed. */
    public static Amf0Arguments read(Bytes payload) {
        return new Amf0Arguments(payload, Integer.MAX_VALUE);
    }

    /** Reads {@code maxCount} values, or those before the first that is malformed: the rest may be anything. */
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

    /** How many values there are. */
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

    /** An object or ECMA array. */
    public @Nullable AmfMembers object(int index) {
        return value(index) instanceof AmfMembers object ? object : null;
    }

    /** The payload from the value at {@code index} to its end, what was not read included; perhaps empty. */
    public Bytes encodedFrom(int index) {
        return index < offsets.size() ? payload.slice(offsets.get(index)) : Bytes.EMPTY;
    }

    /** The values from the one at {@code index} on in plain AMF0: without AMF3, without references. */
    public Bytes amf0From(int index) {
        return index < values.size() ? Amf0Writer.encode(values.subList(index, values.size())) : Bytes.EMPTY;
    }

    /** Why reading ended before the payload did; null if it did not. */
    public @Nullable MalformedException failure() {
        return failure;
    }

    /** Whether a value is AMF3, the one that failed included: an AMF0 client can't read the payload as it is. */
    public boolean hasAmf3() {
        return hasAmf3;
    }

    /** Whether a value before the one at {@code index} is AMF3, so that those after it may refer to parts of it. */
    public boolean hasAmf3Before(int index) {
        return firstAmf3 < Math.min(index, values.size());
    }

    /** Whether reading ended since there is more than a reader builds, though it may be well-formed. */
    public boolean metLimit() {
        return metLimit;
    }

    /** Whether AMF0 references occur: their meaning changes when values are put before or taken away. */
    public boolean hasReferences() {
        return hasReferences;
    }
}
