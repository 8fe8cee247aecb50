package org.tcserver.isobmff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A value in the shape of JSON, as ffprobe writes it: note that it writes most numbers as text. Immutable.
 *
 * <p>To write one, switch over the four kinds.
 */
public sealed interface ProbeValue {
    /** A JSON string. */
    record Text(String value) implements ProbeValue {}

    /** A JSON number without fraction. */
    record Whole(long value) implements ProbeValue {}

    /** A JSON array of objects. */
    record Sections(List<Section> values) implements ProbeValue {
        public Sections {
            values = List.copyOf(values);
        }
    }

    /** A JSON object; the order of its fields is ffprobe's. */
    record Section(SequencedMap<String, ProbeValue> fields) implements ProbeValue {
        public Section {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        /** The field as text, be it a text or a number; empty if it is neither or missing. */
        public Optional<String> text(String name) {
            return switch (fields.get(name)) {
                case Text(var value) -> Optional.of(value);
                case Whole(var value) -> Optional.of(Long.toString(value));
                case null, default -> Optional.empty();
            };
        }
    }
}
