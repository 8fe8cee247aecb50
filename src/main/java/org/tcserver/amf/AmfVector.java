package org.tcserver.amf;

import java.util.List;

/**
 * An AMF3 vector. In AMF0 it becomes a strict array.
 *
 * @param elementClass class of the elements, "*" for any; empty for types other than {@link Type#OBJECT}
 * @param fixed whether the vector has a fixed length
 * @param elements numbers for types other than {@link Type#OBJECT}; integral and in range for the two integer types
 */
public record AmfVector(Type type, String elementClass, boolean fixed, List<AmfValue> elements) implements AmfValue {
    /** The base type of a vector. */
    public enum Type {
        INT,
        UINT,
        DOUBLE,
        OBJECT
    }

    public AmfVector {
        elements = List.copyOf(elements);
        if (type != Type.OBJECT && !elements.stream().allMatch(AmfNumber.class::isInstance)) {
            throw new IllegalArgumentException("an element of a vector of numbers is none");
        }
    }
}
