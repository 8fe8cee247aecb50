package org.tcserver.amf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/**
 * The complex values of a message in the order of their starts, as targets of references (AMF0 §2.9, AMF3 §2.2).
 *
 * <p>A reference to a value that is still being read would create a cycle. Media clients do not need cycles and a tree
 * cannot represent them, so such a reference is malformed. Confined to the reading thread.
 */
final class ReferenceTable {
    /** Reads the content after the header of a complex value. */
    interface Body {
        AmfValue read() throws MalformedException;
    }

    private final List<@Nullable AmfValue> values = new ArrayList<>();
    private final AmfBudget budget;

    ReferenceTable(AmfBudget budget) {
        this.budget = budget;
    }

    /** Reads a complex value and stores it under the next index. */
    AmfValue define(Body body) throws MalformedException {
        int index = values.size();
        values.add(null);
        budget.enter();
        var value = body.read();
        budget.leave();
        values.set(index, value);
        return value;
    }

    /** Returns the value at {@code index}, and charges it once more. */
    AmfValue resolve(int index) throws MalformedException {
        if (index >= values.size()) {
            throw new MalformedException("AMF reference to a value that is not there");
        }
        var value = values.get(index);
        if (value == null) {
            throw new MalformedException("AMF reference to a value that encloses it");
        }
        budget.repeat(value);
        return value;
    }
}
