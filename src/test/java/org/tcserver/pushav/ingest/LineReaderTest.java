package org.tcserver.pushav.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(String text) throws IOException {
        var lines = new ArrayList<String>();
        try (var reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            long end = 0;
            for (var line = reader.next(); line != null; line = reader.next()) {
                end += line.length + 1;
                assertEquals(end, reader.position());
                lines.add(new String(line, UTF_8));
            }
        }
        return lines;
    }

    @Test
    void onlyWholeLinesAreRead() throws IOException {
        assertEquals(List.of(), lines(""));
        assertEquals(List.of(), lines("a"));
        assertEquals(List.of("a"), lines("a\n"));
        assertEquals(List.of("a", "", "bc"), lines("a\n\nbc\nd"));
    }

    /** Puts line ends before, at and after the boundaries of the reader's buffer. */
    @Test
    void linesOfAnyLength() throws IOException {
        for (int length = 65_530; length < 65_542; length++) {
            var expected = List.of("x".repeat(length), "y".repeat(3 * length), "z");
            assertEquals(expected, lines(String.join("\n", expected) + "\n"));
        }
    }
}
