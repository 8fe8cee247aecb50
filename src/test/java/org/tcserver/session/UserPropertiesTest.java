package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserPropertiesTest {
    private static final double NOW = 1_700_000_000;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void defaults() {
        for (var user : new UserProperties[] {UserProperties.NONE, UserProperties.of("67890;colour=blue")}) {
            assertEquals("", user.publisherName());
            assertEquals(0, user.maxPriority());
            assertFalse(user.isExclusive());
            assertTrue(user.mayConnect(NOW));
            assertEquals(INFINITY, user.maxStaySeconds(NOW));
            assertEquals(Integer.MAX_VALUE, user.maxPublishes());
        }
    }

    @Test
    void example() {
        var user = UserProperties.of("67890;name=mike;pri=5;exp=1832700000");
        assertEquals("mike", user.publisherName());
        assertEquals(5, user.maxPriority());
        assertEquals(1_832_700_000 - NOW, user.maxStaySeconds(NOW));
    }

    @Test
    void namesAndValuesAreDecodedAfterSplitting() {
        var user = UserProperties.of("n%61me=mike%3Bxcl&%C3%A9;p%72i=%35");
        assertEquals("mike;xcl&é", user.publisherName());
        assertEquals(5, user.maxPriority());
        assertFalse(user.isExclusive());
        assertEquals("100%", UserProperties.of("name=100%").publisherName());
        assertEquals("%4d%00", UserProperties.of("name=%4d%00").publisherName());
    }

    @Test
    void laterOnesCount() {
        assertEquals(2, UserProperties.of("pri=1;pri=2").maxPriority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"xcl", "a;xcl", "xcl=", "xcl=0"})
    void exclusiveIfPresent(String userName) {
        assertTrue(UserProperties.of(userName).isExclusive());
    }

    @ParameterizedTest
    @CsvSource({
        "pri=high, 0",
        "pri=, 0",
        "pri, 0",
        "pri=-1.5, -1.5",
        "pri=inf, Infinity",
        "pri=-Infinity, -Infinity",
        "pri=1e2, 100",
        "pri=nan, 0"
    })
    void priority(String userName, double priority) {
        assertEquals(priority, UserProperties.of(userName).maxPriority());
    }

    @ParameterizedTest
    @CsvSource({"pub=0, 0", "pub=3, 3", "pub=inf, 2147483647", "pub=-1, 2147483647", "pub=1e10, 2147483647"})
    void publishes(String userName, int limit) {
        assertEquals(limit, UserProperties.of(userName).maxPublishes());
    }

    @ParameterizedTest
    @CsvSource({
        "nbf=1699999999, true", "nbf=1700000000, true", "nbf=1700000001, false", "nbf=inf, false",
        "use_by=1700000001, true", "use_by=1700000000, true", "use_by=1699999999, false", "use_by=inf, true",
        "nbf=1600000000;use_by=1800000000, true", "nbf=1600000000;use_by=1650000000, false"
    })
    void when(String userName, boolean allowed) {
        assertEquals(allowed, UserProperties.of(userName).mayConnect(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "exi=60, 60",
        "exi=0, 0",
        "exi=-5, -5",
        "exi=inf, Infinity",
        "exp=1700000010, 10",
        "exp=1699999990, -10",
        "exp=1700000010;exi=60, 10",
        "exp=1700000100;exi=60, 60",
        "exp=Infinity;exi=1, 1"
    })
    void howLong(String userName, double seconds) {
        assertEquals(seconds, UserProperties.of(userName).maxStaySeconds(NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use_by=2020-01-01 | use_by",
                "exp=1,000 | exp",
                "exp | exp",
                "exi= | exi",
                "nbf=0x10 | nbf",
                "pub=nan | pub",
                "pub=1 | ",
                "e%78p=soon | exp",
                "exp=1800000000;exp=never | exp",
                "exp=never;exp=1800000000 | ",
                "exp=inf;exi=Infinity;use_by=+inf;nbf=-inf;pub=inf | ",
                "exp=1e9;exi=.5;pub=-1 | ",
                "pri=high;name=exp;colour=use_by=x | ",
                "exp = 1 | 'exp '",
                "Exp=1 | Exp",
                "%20use_by=1 | ' use_by'",
            })
    void findsLimitsThatAreNoNumbers(String userName, String name) {
        assertEquals(name, UserProperties.of(userName).unreadableLimit());
    }
}
