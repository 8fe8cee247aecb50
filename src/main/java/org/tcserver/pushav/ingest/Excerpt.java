package org.tcserver.pushav.ingest;

/** Makes client-supplied text safe to show and store in logs, journals and pages. */
final class Excerpt {
    private static final int MAX_CHARS = 64;

    private Excerpt() {}

    /** Returns at most 64 characters of the text, with {@code ?} for each character that is not plain. */
    static String of(String text) {
        var excerpt = new StringBuilder();
        text.codePoints().limit(MAX_CHARS).forEach(c -> excerpt.appendCodePoint(isPlain(c) ? c : '?'));
        return excerpt.length() < text.length() ? excerpt.append('…').toString() : excerpt.toString();
    }

    /** Returns whether a character is plain: no terminal control, no formatting and no direction change. */
    static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> codePoint != 0xfffd;
        };
    }
}
