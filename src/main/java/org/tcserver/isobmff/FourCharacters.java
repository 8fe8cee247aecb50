package org.tcserver.isobmff;

/** How four-character codes are shown and numbered. */
final class FourCharacters {
    private FourCharacters() {}

    /** The code with each character that is not a letter, digit, space or one of {@code . - _} as {@code [number]}. */
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

    /** The code as a little-endian number in eight hexadecimal digits after {@code 0x}. */
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
