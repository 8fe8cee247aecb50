package org.tcserver.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of the server's event log. Objects are maps, arrays are lists, numbers are doubles. Immutable. */
public record LoggedEvent(Map<String, Object> members, String line) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Throws {@link IOException} if the line is not a single JSON object, or if it contains a null. The log omits
     * absent values.
     */
    public static LoggedEvent parse(String line) throws IOException {
        try (var json = FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object: " + line);
            }
            var members = object(json);
            if (json.nextToken() != null) {
                throw new IOException("more than one JSON value on a line: " + line);
            }
            return new LoggedEvent(members, line);
        }
    }

    public String type() {
        return text("@type");
    }

    public boolean is(String type) {
        return type().equals(type);
    }

    /** Returns whether the member exists and has this text. */
    public boolean has(String member, Object value) {
        return value.toString().equals(text(member));
    }

    /** Returns the member as text, or "" if it is absent. */
    public String text(String member) {
        var value = members.get(member);
        return value == null ? "" : value.toString();
    }

    /** Returns the member as a number, or NaN if it is absent or not a number. */
    public double number(String member) {
        return members.get(member) instanceof Double number ? number : Double.NaN;
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static List<Object> array(JsonParser json) throws IOException {
        var elements = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("unexpected in an event: " + json.currentToken());
        };
    }

    @Override
    public String toString() {
        return line;
    }
}
