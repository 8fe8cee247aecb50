package org.tcserver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static @Nullable Object put(String text) {
        return new Members().put("a", text).asMap().get("a");
    }

    @Test
    void cutsTextsWithAnEllipsis() {
        assertEquals("x".repeat(256), put("x".repeat(256)));
        assertEquals("x".repeat(256) + "…", put("x".repeat(257)));
        assertEquals("x".repeat(256) + "…", put("x".repeat(4000)));
    }

    @Test
    void cutsNoCharacterInTwo() {
        assertEquals("x".repeat(255) + "…", put("x".repeat(255) + "\uD83D\uDE00"));
        assertEquals("x".repeat(254) + "\uD83D\uDE00", put("x".repeat(254) + "\uD83D\uDE00"));
    }

    @Test
    void masksBeforeItCuts() {
        assertEquals("live?token=***", put("live?token=" + "s".repeat(300)));
        assertEquals("rtmp://***@host", put("rtmp://user:" + "s".repeat(300) + "@host"));
    }

    @Test
    void tellsTheLengthOfTextsTooLongToBeMasked() {
        assertEquals("(20000 characters)", put("x".repeat(20_000)));
    }

    @Test
    void masksEachTextOfAList() {
        var members = new Members().putStrings("a", List.of("x?token=s", "y".repeat(300)));
        assertEquals(
                List.of("x?token=***", "y".repeat(256) + "…"), members.asMap().get("a"));
    }
}
