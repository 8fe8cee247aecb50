package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void aQueryIsSeparatedByThreeCharacters() {
        var query = Parameters.ofQuery("a=1&b=2?c=3;d&=x&e=f=g");
        assertEquals("1", query.value("a"));
        assertEquals("2", query.value("b"));
        assertEquals("3", query.value("c"));
        assertEquals("", query.value("d"));
        assertEquals("f=g", query.value("e"));
        assertNull(query.value("f"));
        assertFalse(query.has("f"));
    }

    @Test
    void aUserNameIsSeparatedBySemicolonsOnly() {
        var properties = Parameters.ofUserName("67890;name=mike&co?;pri=5;xcl");
        assertEquals("mike&co?", properties.value("name"));
        assertEquals(OptionalDouble.of(5), properties.number("pri"));
        assertTrue(properties.has("xcl"));
        assertTrue(properties.has("67890"));
    }

    @Test
    void aLaterOneOverrides() {
        assertEquals("2", Parameters.ofQuery("a=1&a=2").value("a"));
    }

    @Test
    void splitsFirstAndDecodesThenNamesAndValues() {
        var query = Parameters.ofQuery("n%61me=x%26y%3D%C3%BC");
        assertEquals("x&y=ü", query.value("name"));
    }

    @Test
    void noQueryNoParameters() {
        assertSame(Parameters.NONE, Parameters.ofQuery(""));
        assertFalse(Parameters.NONE.has(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%4", "%zz%41", "%41%00", "%ff%41", "%-1", "%4\u0661", "a%"})
    void aBadEscapeLeavesTheWholeTextUndecoded(String text) {
        assertEquals(text, Parameters.percentDecode(text));
    }

    @ParameterizedTest
    @CsvSource({"a,a", "%41,A", "a%2Fb%2fc,a/b/c", "1+1,1+1", "%C3%A4,ä", "ä%20,'ä '"})
    void decodes(String encoded, String decoded) {
        assertEquals(decoded, Parameters.percentDecode(encoded));
    }

    @ParameterizedTest
    @CsvSource({"5,5", "-1,-1", "+.5,0.5", "2.,2", "1e3,1000", "1e999,Infinity", "inf,Infinity", "-Infinity,-Infinity"})
    void aNumber(String text, double number) {
        assertEquals(OptionalDouble.of(number), Parameters.ofQuery("n=" + text).number("n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "nan", "5x", "0x10", "1 2", ".", "--1", "1d", "٣"})
    void noNumber(String text) {
        assertEquals(OptionalDouble.empty(), Parameters.ofQuery("n=" + text).number("n"));
    }

    @Test
    void aFlagIsOnUnlessItSaysNo() {
        var query = Parameters.ofQuery("a&b=0&c=no&d=false&e=00&f=No");
        assertTrue(query.flag("a", false));
        assertFalse(query.flag("b", true));
        assertFalse(query.flag("c", true));
        assertFalse(query.flag("d", true));
        assertTrue(query.flag("e", false));
        assertTrue(query.flag("f", false));
        assertTrue(query.flag("g", true));
        assertFalse(query.flag("g", false));
    }
}
