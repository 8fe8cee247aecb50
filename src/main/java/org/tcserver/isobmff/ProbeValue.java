package org.tcserver.isobmff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A JSON-like value of a probe. Like ffprobe, it has most numbers as text. Immutable.
 *
 * <p>To write a value, switch over the four kinds.
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

    /** A JSON object, with its fields in ffprobe's order. */
    record Section(SequencedMap<String, ProbeValue> fields) implements ProbeValue {
        public Section {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }

        /** Returns a text or number field as text; empty if the field is missing or of another kind. */
        public Optional<String> text(String name) {
            return switch (fields.get(name)) {
                case Text(var value) -> Optional.of(value);
                case Whole(var value) -> Optional.of(Long.toString(value));
                case null, default -> Optional.empty();
            };
        }
    }
}
