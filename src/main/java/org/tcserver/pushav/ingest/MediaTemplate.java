package org.tcserver.pushav.ingest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The media attribute of a SegmentTemplate (ISO/IEC 23009-1 §5.3.9.4.4), with the representation's ID and bandwidth
 * already substituted. Immutable.
 *
 * @param parts alternating text and identifiers, starting with text
 */
record MediaTemplate(List<String> parts) {
    private static final Pattern NUMBER = Pattern.compile("(?:Number|Time)(?:%0([0-9]{1,2})d)?");

    static MediaTemplate of(String media) {
        return new MediaTemplate(List.of(media.split("\\$", -1)));
    }

    /**
     * Returns whether the template gives the path for a segment number or time. Takes time proportional to the path's
     * length.
     */
    boolean names(String path, long number) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            var part = i % 2 == 0 ? parts.get(i) : value(parts.get(i), number);
            if (!path.startsWith(part, at)) {
                return false;
            }
            at += part.length();
        }
        return at == path.length();
    }

    private static String value(String identifier, long number) {
        if (identifier.isEmpty()) {
            return "$";
        }
        var matcher = NUMBER.matcher(identifier);
        if (!matcher.matches()) {
            return "$" + identifier + "$"; // unknown identifier: keep it as text
        }
        var digits = Long.toString(number);
        int width = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
