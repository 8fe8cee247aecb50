package org.tcserver.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of {@code name=value} or {@code name} parameters, as in queries and user names. Of two parameters of one name,
 * the later wins. Names and values are percent-decoded after splitting. Immutable.
 */
public final class Parameters {
    public static final Parameters NONE = new Parameters(Map.of());

    private static final Pattern QUERY_SEPARATOR = Pattern.compile("[&?;]");
    private static final Pattern PROPERTY_SEPARATOR = Pattern.compile(";");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:\\d{1,400}(?:\\.\\d{0,400})?|\\.\\d{1,400})(?:[eE][+-]?\\d{1,4})?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Parses a query without its leading {@code ?}. The separators are {@code &}, {@code ?} and {@code ;}. */
    public static Parameters ofQuery(String query) {
        return query.isEmpty() ? NONE : split(query, QUERY_SEPARATOR);
    }

    /** Parses a user name. The separator is {@code ;}. */
    public static Parameters ofUserName(String userName) {
        return split(userName, PROPERTY_SEPARATOR);
    }

    /**
     * Decodes {@code %XX}. Returns a text unchanged if it has a bad escape or {@code %00}, or if the result is not
     * UTF-8.
     */
    public static String percentDecode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = text.getBytes(UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i];
            if (value == '%') {
                value = i + 2 < bytes.length
                        ? Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16)
                        : -1;
                if (value <= 0) {
                    return text;
                }
                i += 2;
            }
            bytes[length++] = (byte) value;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    /** Returns the names of all parameters. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Returns true if the parameter is present, with or without a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the value, empty if the parameter has none, or null if the parameter is absent. */
    public @Nullable String value(String name) {
        return values.get(name);
    }

    /** Returns the value as a number, perhaps infinite, or empty if the parameter is absent or not a number. */
    public OptionalDouble number(String name) {
        var value = values.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (INFINITE.matcher(value).matches()) {
            return OptionalDouble.of(value.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return DECIMAL.matcher(value).matches() ? OptionalDouble.of(Double.parseDouble(value)) : OptionalDouble.empty();
    }

    /** Returns false for {@code 0}, {@code no} and {@code false}, {@code ifAbsent} if absent, and otherwise true. */
    public boolean flag(String name, boolean ifAbsent) {
        var value = values.get(name);
        return switch (value) {
            case null -> ifAbsent;
            case "0", "no", "false" -> false;
            default -> true;
        };
    }

    private static Parameters split(String text, Pattern separator) {
        var values = new HashMap<String, String>();
        for (var parameter : separator.split(text, -1)) {
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            var value = equals < 0 ? "" : parameter.substring(equals + 1);
            values.put(percentDecode(name), percentDecode(value));
        }
        return new Parameters(Map.copyOf(values));
    }
}
