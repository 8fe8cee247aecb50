package org.tcserver.rtmfp.chunk;

/** The position of a fragment in its user message (RFC 7016 §2.3.11). */
public enum FragmentControl {
    WHOLE(0),
    BEGIN(1),
    END(2),
    MIDDLE(3);

    private static final FragmentControl[] CONTROLS = values();

    private final int number;

    FragmentControl(int number) {
        this.number = number;
    }

    static FragmentControl of(int number) {
        return CONTROLS[number];
    }

    int number() {
        return number;
    }

    /** Returns true if a message starts with this fragment. */
    public boolean isFirst() {
        return this == WHOLE || this == BEGIN;
    }

    /** Returns true if a message ends with this fragment. */
    public boolean isLast() {
        return this == WHOLE || this == END;
    }

    /** Returns the position that is {@code first}, {@code last}, both or neither. */
    public static FragmentControl of(boolean first, boolean last) {
        if (first) {
            return last ? WHOLE : BEGIN;
        }
        return last ? END : MIDDLE;
    }
}
