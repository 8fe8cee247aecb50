package org.tcserver.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of {@link Members} as JSON on one line. Immutable. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double MAX_EXACT_INTEGER = 1L << 53;

    private Json() {}

    /** Writes an object on the current line of {@code json}. */
    public static void write(JsonGenerator json, Members object) throws IOException {
        writeObject(json, object.asMap());
    }

    static String line(Map<String, ?> object) {
        var text = new StringWriter(512);
        try (var json = FACTORY.createGenerator(text)) {
            write(json, object);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.append('\n').toString();
    }

    /** Returns seconds with exactly three decimals; a double could be written with an exponent. */
    static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> writeObject(json, map);
            case Collection<?> collection -> writeArray(json, collection);
            case Boolean b -> json.writeBoolean(b);
            case Double d -> writeDouble(json, d);
            case Float f -> writeDouble(json, f);
            case BigDecimal d -> json.writeNumber(d);
            case Number n -> json.writeNumber(n.longValue());
            case null -> json.writeNull();
            default -> json.writeString(value.toString());
        }
    }

    private static void writeObject(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (var member : map.entrySet()) {
            var value = member.getValue();
            if (value != null && !Members.isUnsayable(value)) {
                json.writeFieldName(String.valueOf(member.getKey()));
                write(json, value);
            }
        }
        json.writeEndObject();
    }

    /** Writes an array. Elements keep their positions, so a value without a JSON form becomes null. */
    private static void writeArray(JsonGenerator json, Collection<?> collection) throws IOException {
        json.writeStartArray();
        for (var element : collection) {
            write(json, element);
        }
        json.writeEndArray();
    }

    private static void writeDouble(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) <= MAX_EXACT_INTEGER) {
            json.writeNumber((long) value);
        } else if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
