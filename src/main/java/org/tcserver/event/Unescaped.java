package org.tcserver.event;

/**
 * A text with all levels of percent-encoding decoded, and the original position of each character. Confined to the
 * thread that created it.
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

    /**
     * Decodes an escape at the end. The result may complete another one: {@code %253F} becomes {@code %3F}, which
     * becomes a question mark.
     */
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

    /** Returns whether the character was not encoded. */
    boolean isPlain(int index) {
        return end(index) - starts[index] == 1;
    }

    String raw() {
        return raw;
    }

    /** Returns the start of the character in the original text. */
    int start(int index) {
        return index == length ? raw.length() : starts[index];
    }

    private int end(int index) {
        return start(index + 1);
    }
}
