package org.tcserver.event;

/**
 * A text without its percent-encoding, however often it was encoded, and the place in the text from which each character
 * came. Confined to the thread that made it.
 */
final class Unescaped {
    private static final int ESCAPE_LENGTH = 3;
    private static final int RADIX = 16;

    private final String raw;
    private final char[] chars;
    private final int[] starts;
    private int length;

    Unescaped(String raw) {
        this.raw = raw;
        chars = new char[raw.length()];
        starts = new int[raw.length()];
        for (int i = 0; i < raw.length(); i++) {
            chars[length] = raw.charAt(i);
            starts[length++] = i;
            unescapeEnd();
        }
    }

    /** An escape may complete another one: {@code %253F} is {@code %3F}, and that is a question mark. */
    private void unescapeEnd() {
        while (length >= ESCAPE_LENGTH && chars[length - ESCAPE_LENGTH] == '%') {
            int high = Character.digit(chars[length - 2], RADIX);
            int low = Character.digit(chars[length - 1], RADIX);
            if (high < 0 || low < 0) {
                return;
            }
            length -= ESCAPE_LENGTH - 1;
            chars[length - 1] = (char) (high * RADIX + low);
        }
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    /** True if the character was not an escape. */
    boolean isPlain(int index) {
        return end(index) - starts[index] == 1;
    }

    String raw() {
        return raw;
    }

    /** Where the character begins in the text. */
    int start(int index) {
        return index == length ? raw.length() : starts[index];
    }

    private int end(int index) {
        return start(index + 1);
    }
}
