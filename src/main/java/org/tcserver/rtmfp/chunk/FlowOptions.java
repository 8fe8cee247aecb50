package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * What the first {@link UserData} of a flow says about it (RFC 7016 §2.3.11.1). Immutable.
 *
 * @param metadata the user's per-flow metadata; a flow without them must be rejected
 * @param returnAssociation the flow of the other direction to which this one is an answer, or null
 */
public record FlowOptions(
        @Nullable Bytes metadata, @Nullable Long returnAssociation) {
    private static final long USERS_PER_FLOW_METADATA = 0x00;
    private static final long RETURN_FLOW_ASSOCIATION = 0x0a;
    private static final long FIRST_IGNORABLE_TYPE = 0x2000;

    /**
     * Reads them; throws if an option occurs twice, or if one is of a type that is neither known nor to be ignored: such
     * a flow must be rejected.
     */
    public static FlowOptions of(OptionList list) throws MalformedException {
        for (var option : list.options()) {
            if (!isKnown(option.type()) && option.type() < FIRST_IGNORABLE_TYPE) {
                throw new MalformedException("unknown flow option " + option.type());
            }
        }
        var metadata = list.single(USERS_PER_FLOW_METADATA);
        var association = list.single(RETURN_FLOW_ASSOCIATION);
        return new FlowOptions(
                metadata == null ? null : metadata.value(),
                association == null ? null : association.number("return flow association"));
    }

    public OptionList toOptionList() {
        var options = new ArrayList<Option>(2);
        if (metadata != null) {
            options.add(new Option(USERS_PER_FLOW_METADATA, metadata));
        }
        if (returnAssociation != null) {
            options.add(Option.ofNumber(RETURN_FLOW_ASSOCIATION, returnAssociation));
        }
        return new OptionList(options);
    }

    private static boolean isKnown(long type) {
        return type == USERS_PER_FLOW_METADATA || type == RETURN_FLOW_ASSOCIATION;
    }
}
