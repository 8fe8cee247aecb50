package org.tcserver.isobmff;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Builds a section with its fields in order; omits empty values, as ffprobe does. Confined to one thread. */
final class SectionBuilder {
    private final SequencedMap<String, ProbeValue> fields = new LinkedHashMap<>();

    @CanIgnoreReturnValue
    SectionBuilder text(String name, String value) {
        fields.put(name, new ProbeValue.Text(value));
        return this;
    }

    @CanIgnoreReturnValue
    SectionBuilder text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    /** Adds a number that ffprobe writes as text. */
    @CanIgnoreReturnValue
    SectionBuilder digits(String name, OptionalLong value) {
        value.ifPresent(present -> text(name, Long.toString(present)));
        return this;
    }

    @CanIgnoreReturnValue
    SectionBuilder whole(String name, long value) {
        fields.put(name, new ProbeValue.Whole(value));
        return this;
    }

    @CanIgnoreReturnValue
    SectionBuilder whole(String name, OptionalInt value) {
        value.ifPresent(present -> whole(name, present));
        return this;
    }

    /** Adds a time in seconds with six decimals. */
    @CanIgnoreReturnValue
    SectionBuilder seconds(String name, double value) {
        return text(name, String.format(Locale.ROOT, "%.6f", value));
    }

    @CanIgnoreReturnValue
    SectionBuilder section(String name, ProbeValue.Section section) {
        fields.put(name, section);
        return this;
    }

    @CanIgnoreReturnValue
    SectionBuilder sections(String name, List<ProbeValue.Section> sections) {
        fields.put(name, new ProbeValue.Sections(sections));
        return this;
    }

    @CanIgnoreReturnValue
    SectionBuilder texts(Map<String, String> values) {
        values.forEach(this::text);
        return this;
    }

    ProbeValue.Section build() {
        return new ProbeValue.Section(fields);
    }
}
