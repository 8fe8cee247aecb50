package org.tcserver.amf;

import java.util.Arrays;
import java.util.List;

/** An array that is dense: AMF0 strict array, AMF3 array without an associative portion. */
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

    /** Those of the elements that are strings, in their order. */
    public List<String> strings() {
        return elements.stream()
                .filter(AmfString.class::isInstance)
                .map(element -> ((AmfString) element).text())
                .toList();
    }
}
