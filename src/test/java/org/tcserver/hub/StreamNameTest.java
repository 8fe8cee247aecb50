package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tcserver.wire.MalformedException;

class StreamNameTest {
    private static final String FOO = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

    @Test
    void splitsAtTheFirstQuestionMarkAndHashesWhatIsBeforeIt() throws MalformedException {
        assertEquals(new StreamName("foo", "asis?x=1", FOO), StreamName.parse("foo?asis?x=1"));
        assertEquals(new StreamName("foo", "", FOO), StreamName.parse("foo"));
        assertEquals(new StreamName("foo", "", FOO), StreamName.parse("foo?"));
    }

    @Test
    void aHashedNameStandsForItself() throws MalformedException {
        assertEquals(new StreamName(FOO, "asis", FOO), StreamName.parse(FOO + "?asis"));
        var upperCase = "sha256:2C26";
        assertEquals(upperCase, StreamName.parse(upperCase).hashname());
    }

    @Test
    void isNotPercentDecoded() throws MalformedException {
        assertEquals("f%6fo", StreamName.parse("f%6fo").name());
        assertFalse(StreamName.parse("f%6fo").hashname().equals(FOO));
    }

    @Test
    void aPlainNameKeepsItsQuestionMark() throws MalformedException {
        assertEquals("foo?", StreamName.plain("foo?").name());
        assertFalse(StreamName.plain("foo?").hashname().equals(FOO));
    }

    @Test
    void hashedAndAsIsNamesAreReserved() throws MalformedException {
        assertTrue(StreamName.parse(FOO).isReserved());
        assertTrue(StreamName.parse("asis:foo").isReserved());
        assertFalse(StreamName.parse("asis").isReserved());
        assertFalse(StreamName.parse("").isReserved());
    }

    @Test
    void isNoLongerThanAString() {
        var longest = "x".repeat(StreamName.MAX_LENGTH);
        assertThrows(MalformedException.class, () -> StreamName.parse(longest + "x"));
        assertThrows(MalformedException.class, () -> StreamName.parse(longest + "?"));
        assertThrows(MalformedException.class, () -> StreamName.plain(longest + "x"));
        assertEquals(FOO.length(), HubFixture.name(longest).hashname().length());
    }
}
