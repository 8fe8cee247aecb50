package org.tcserver.tc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a stream name, an address or a user name carries: {@code name=value}, or just {@code name}.
 *
 * <p>They are split first and then percent-decoded, names and values; of two with the same name the later counts.
 * Immutable.
 */
public final class Parameters {
    public static final Parameters NONE = new Parameters(Map.of());

    /** What a number begins with; as in C, what follows it does not matter. */
    private static final Pattern NUMBER = Pattern.compile(
            "\\s*([+-]?(?:(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:e[+-]?\\d++)?|inf(?:inity)?))", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY_SEPARATOR = Pattern.compile("[&?;]");
    private static final Pattern USER_SEPARATOR = Pattern.compile(";");

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** The parameters of a query: what follows the first {@code ?}. */
    public static Parameters ofQuery(String query) {
        return parse(query, QUERY_SEPARATOR);
    }

    /** The properties in a user name, separated by semicolons only. */
    public static Parameters ofUserName(String userName) {
        return parse(userName, USER_SEPARATOR);
    }

    private static Parameters parse(String text, Pattern separator) {
        if (text.isEmpty()) {
            return NONE;
        }
        var values = new HashMap<String, String>();
        for (var parameter : separator.split(text, -1)) {
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            var value = equals < 0 ? "" : parameter.substring(equals + 1);
            values.put(percentDecode(name), percentDecode(value));
        }
        return new Parameters(values);
    }

    /** The value, perhaps empty; null if there is no such parameter. */
    public @Nullable String value(String name) {
        return values.get(name);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The number that the value is or begins with, infinities included; empty if there is none. */
    public OptionalDouble number(String name) {
        var value = values.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        var number = NUMBER.matcher(value);
        return number.lookingAt() ? OptionalDouble.of(parseDouble(number.group(1))) : OptionalDouble.empty();
    }

    /** True if there is such a parameter and its value is neither {@code 0} nor {@code no} nor {@code false}. */
    public boolean isEnabled(String name) {
        var value = values.get(name);
        return value != null && !value.equals("0") && !value.equals("no") && !value.equals("false");
    }

    /**
     * {@code text} with its percent-escapes decoded; with a bad one, one for NUL, or such that the result is not UTF-8,
     * all of it stays as it is.
     */
    public static String percentDecode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var encoded = text.getBytes(UTF_8);
        var decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i]);
                continue;
            }
            int value = escaped(encoded, i + 1);
            if (value <= 0) {
                return text;
            }
            decoded.write(value);
            i += 2;
        }
        return utf8OrElse(decoded.toByteArray(), text);
    }

    private static int escaped(byte[] encoded, int at) {
        if (at + 2 > encoded.length) {
            return -1;
        }
        int high = Character.digit(encoded[at], 16);
        int low = Character.digit(encoded[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static String utf8OrElse(byte[] bytes, String otherwise) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return otherwise;
        }
    }

    private static double parseDouble(String number) {
        char last = Character.toLowerCase(number.charAt(number.length() - 1));
        if (last == 'f' || last == 'y') {
            return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(number);
    }
}
