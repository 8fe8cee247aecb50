package org.tcserver.pushav;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a file that a client requests (RFC 9110 §14); only single ranges are supported. Immutable. */
record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    long length() {
        return last - first + 1;
    }

    /**
     * Returns the range that a Range header requests.
     *
     * @return null if the header is absent or not understood: the response is then the whole file
     * @throws Problem 416 if the range contains no byte of the file
     */
    static @Nullable ByteRange of(@Nullable String header, long size) throws Problem {
        var matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return null;
        }
        long first;
        long last = size - 1;
        if (matcher.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(matcher.group(2)));
        } else {
            first = Long.parseLong(matcher.group(1));
            if (!matcher.group(2).isEmpty()) {
                long asked = Long.parseLong(matcher.group(2));
                if (asked < first) {
                    return null;
                }
                last = Math.min(last, asked);
            }
        }
        if (first > last) {
            throw new Problem(416, "the range is outside the file");
        }
        return new ByteRange(first, last);
    }
}
