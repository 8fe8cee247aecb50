package org.tcserver.pushav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @Test
    void elementsAreDecodedOneByOne() throws Exception {
        var target = RequestTarget.parse("/streams/1/a%2Fb/%C3%A4%20c/?interface=dash&x=%26+y&flag");
        assertEquals(List.of("streams", "1", "a/b", "ä c"), target.path());
        assertTrue(target.slash());
        assertEquals(Map.of("interface", "dash", "x", "& y", "flag", ""), target.query());
    }

    @Test
    void absoluteTargets() throws Exception {
        assertEquals(
                List.of("streams"),
                RequestTarget.parse("https://localhost:1234/streams").path());
        assertEquals(List.of(), RequestTarget.parse("https://localhost:1234").path());
        assertEquals(List.of("", "streams"), RequestTarget.parse("//streams").path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%4", "/%zz", "/%ff", "/%c0%af", "/%ed%a0%80", "*", "streams"})
    void malformed(String raw) {
        assertThrows(Problem.class, () -> RequestTarget.parse(raw));
    }
}
