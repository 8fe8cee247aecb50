package org.tcserver.tc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Payloads as a test writes them: hexadecimal digits with spaces anywhere, and text between single quotes. */
public final class WireText {
    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|([0-9a-fA-F\\s]+)");

    private WireText() {}

    public static Bytes bytes(String text) {
        var out = new ByteWriter();
        var tokens = TOKEN.matcher(text);
        int end = 0;
        while (tokens.find()) {
            if (tokens.start() != end) {
                throw new IllegalArgumentException("neither hex nor quoted at " + end + ": " + text);
            }
            end = tokens.end();
            out.bytes(Bytes.wrap(
                    tokens.group(1) == null
                            ? HexFormat.of().parseHex(tokens.group(2).replaceAll("\\s", ""))
                            : tokens.group(1).getBytes(UTF_8)));
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("neither hex nor quoted at " + end + ": " + text);
        }
        return out.toBytes();
    }
}
