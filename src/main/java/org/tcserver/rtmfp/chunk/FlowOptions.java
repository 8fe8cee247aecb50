package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The options in the first {@link UserData} of a flow (RFC 7016 §2.3.11.1). Immutable.
 *
 * @param metadata the user's per-flow metadata; receivers must reject a flow without it
 * @param returnAssociation the flow of the other direction that this one answers, or null
 */
public record FlowOptions(
        @Nullable Bytes metadata, @Nullable Long returnAssociation) {
    private static final long USERS_PER_FLOW_METADATA = 0x00;
    private static final long RETURN_FLOW_ASSOCIATION = 0x0a;
    private static final long FIRST_IGNORABLE_TYPE = 0x2000;

    /**
     * Reads the options. Throws if an option occurs twice, or if its type is unknown and not ignorable. Receivers must
     * reject such a flow.
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
