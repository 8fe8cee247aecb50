package org.tcserver.rtmfp.chunk;

/** Which part of a user message a fragment is (RFC 7016 §2.3.11). */
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

    /** Whether a message begins with this fragment. */
    public boolean isFirst() {
        return this == WHOLE || this == BEGIN;
    }

    /** Whether a message ends with this fragment. */
    public boolean isLast() {
        return this == WHOLE || this == END;
    }

    /** The part that is {@code first}, {@code last}, both or neither. */
    public static FragmentControl of(boolean first, boolean last) {
        if (first) {
            return last ? WHOLE : BEGIN;
        }
        return last ? END : MIDDLE;
    }
}
