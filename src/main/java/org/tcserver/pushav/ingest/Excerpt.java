package org.tcserver.pushav.ingest;

/** What of a client's text is fit to be shown and kept, in logs, journals and pages. */
final class Excerpt {
    private static final int MAX_CHARS = 64;

    private Excerpt() {}

    /** The text, its beginning if it is long, with {@code ?} for each character that is not plain. */
    static String of(String text) {
        var excerpt = new StringBuilder();
        text.codePoints().limit(MAX_CHARS).forEach(c -> excerpt.appendCodePoint(isPlain(c) ? c : '?'));
        return excerpt.length() < text.length() ? excerpt.append('…').toString() : excerpt.toString();
    }

    /** Whether a character shows as itself: it neither steers a terminal nor turns the direction of what follows. */
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
