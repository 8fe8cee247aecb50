package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The common part of {@link UserData} and {@link NextUserData}: a fragment of a user message (RFC 7016 §2.3.11).
 * Immutable.
 *
 * @param abandon whether the sender has abandoned this sequence number; then there is no data
 * @param isFinal whether this is the last fragment of its flow
 * @param options see {@link FlowOptions}; usually empty
 */
public record UserFragment(FragmentControl control, boolean abandon, boolean isFinal, OptionList options, Bytes data) {
    private static final int OPTIONS_PRESENT = 0x80;
    private static final int CONTROL_SHIFT = 4;
    private static final int CONTROL_MASK = 0x03;
    private static final int ABANDON = 0x02;
    private static final int FINAL = 0x01;

    /** Creates a fragment with data, without flags and options. */
    public static UserFragment of(FragmentControl control, Bytes data) {
        return new UserFragment(control, false, false, OptionList.EMPTY, data);
    }

    /** Reads the fields after the flags and, in {@link UserData}, after the numbers. */
    static UserFragment read(int flags, ByteReader in) throws MalformedException {
        boolean abandon = (flags & ABANDON) != 0;
        var options = (flags & OPTIONS_PRESENT) == 0 ? OptionList.EMPTY : OptionList.read(in);
        return new UserFragment(
                FragmentControl.of(flags >> CONTROL_SHIFT & CONTROL_MASK),
                abandon,
                (flags & FINAL) != 0,
                options,
                abandon ? Bytes.EMPTY : in.rest());
    }

    int flags() {
        return (options.isEmpty() ? 0 : OPTIONS_PRESENT)
                | control.number() << CONTROL_SHIFT
                | (abandon ? ABANDON : 0)
                | (isFinal ? FINAL : 0);
    }

    /** Returns the length of options and data, without the flags. */
    int length() {
        return (options.isEmpty() ? 0 : options.length()) + data.length();
    }

    void write(ByteWriter out) {
        if (!options.isEmpty()) {
            options.write(out);
        }
        out.bytes(data);
    }
}
