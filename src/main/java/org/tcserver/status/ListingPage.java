package org.tcserver.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.tcserver.event.Json;
import org.tcserver.wire.Bytes;

/**
 * The part of a list that a client requests. Immutable.
 *
 * @param after the number of the last entry that the client has seen, or 0
 * @param limit maximum number of entries
 */
record ListingPage(long after, int limit) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Parses a query; the message of an {@link IllegalArgumentException} describes the error. */
    static ListingPage of(String query) {
        long after = 0;
        long limit = StatusParameters.DEFAULT_ENTRIES;
        for (var parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals);
            var value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (name) {
                case "after" -> after = number(name, value);
                case "limit" -> limit = number(name, value);
                default -> {}
            }
        }
        if (limit < 1 || limit > StatusParameters.MAX_ENTRIES) {
            throw new IllegalArgumentException("limit is not between 1 and " + StatusParameters.MAX_ENTRIES);
        }
        return new ListingPage(after, (int) limit);
    }

    private static long number(String name, String value) {
        if (!NUMBER.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return Long.parseLong(value);
    }

    /** Returns an object with the entries under {@code name}, and the path of the next page if there are more. */
    Bytes toJson(String path, String name, Listing listing) {
        var text = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(text);
                var entries = listing.entries(after, limit + 1)) {
            json.writeStartObject();
            json.writeArrayFieldStart(name);
            var rest = entries.iterator();
            long last = write(json, text, rest);
            json.writeEndArray();
            if (rest.hasNext()) {
                json.writeStringField("next", path + "?after=" + last + "&limit=" + limit);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
        return Bytes.wrap(text.toByteArray());
    }

    private long write(JsonGenerator json, ByteArrayOutputStream text, Iterator<Listing.Entry> entries)
            throws IOException {
        long last = after;
        for (int i = 0; i < limit && text.size() < StatusParameters.MAX_PAGE_BYTES && entries.hasNext(); i++) {
            var entry = entries.next();
            Json.write(json, entry.members());
            json.flush();
            last = entry.number();
        }
        return last;
    }
}
