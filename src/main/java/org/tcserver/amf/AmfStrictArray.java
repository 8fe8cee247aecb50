package org.tcserver.amf;

import java.util.Arrays;
import java.util.List;

/** A dense array: AMF0 strict array, or AMF3 array without an associative portion. */
public record AmfStrictArray(List<AmfValue> elements) implements AmfValue {
    public AmfStrictArray {
        elements = List.copyOf(elements);
    }

    public static AmfStrictArray of(AmfValue... elements) {
        return new AmfStrictArray(Arrays.asList(elements));
    }

    public static AmfStrictArray ofStrings(List<String> texts) {
        return new AmfStrictArray(texts.stream().map(AmfValue::of).toList());
    }

    /** Returns the elements that are strings, in order. */
    public List<String> strings() {
        return elements.stream()
                .filter(AmfString.class::isInstance)
                .map(element -> ((AmfString) element).text())
                .toList();
    }
}
