package org.tcserver.isobmff;

/** Formats four-character codes. */
final class FourCharacters {
    private FourCharacters() {}

    /**
     * Returns the code for display. Each character other than letters, digits, spaces and {@code . - _} becomes {@code
     * [number]}.
     */
    static String shown(String code) {
        var text = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (isPlain(c)) {
                text.append(c);
            } else {
                text.append('[').append((int) c).append(']');
            }
        }
        return text.toString();
    }

    /** Returns the code as a little-endian hexadecimal number of at least four digits, with the prefix {@code 0x}. */
    static String littleEndianHex(String code) {
        int value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | (code.charAt(i) & 0xff);
        }
        return String.format("0x%04x", value);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ".-_ ".indexOf(c) >= 0;
    }
}
