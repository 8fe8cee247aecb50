package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    private static InetAddress address(String text) {
        var address = Addresses.parse(text);
        assertNotNull(address, text);
        return address;
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, 11.0.0.0",
        "10.0.0.0/8, 10.0.0.0, 9.255.255.255",
        "192.0.2.128/25, 192.0.2.255, 192.0.2.127",
        "192.0.2.4/31, 192.0.2.5, 192.0.2.6",
        "192.0.2.4/32, 192.0.2.4, 192.0.2.5",
        "192.0.2.4, 192.0.2.4, 192.0.2.5",
        "0.0.0.0/0, 255.255.255.255, ::1",
        "::/0, ffff::1, 10.0.0.1",
        "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
        "2001:db8::/32, 2001:DB8::1, 2001:db9::",
        "::1, ::1, ::2",
        "::1, ::1, 127.0.0.1",
        "::ffff:10.0.0.0/104, 10.1.2.3, 11.1.2.3",
        "::ffff:0:0/96, 255.1.2.3, ::1",
        "10.0.0.0/8, ::ffff:10.1.2.3, ::10.1.2.3",
    })
    void containsWhatBeginsLikeIt(String range, String inside, String outside) {
        var parsed = AddressRange.parse(range);
        assertTrue(parsed.contains(address(inside)), inside);
        assertFalse(parsed.contains(address(outside)), outside);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.1, 10.0.0.1/32",
        "::1, ::1/128",
        "2001:DB8:0::/32, 2001:db8::/32",
        "::ffff:10.0.0.0/104, 10.0.0.0/8"
    })
    void isWrittenInOneWay(String text, String written) {
        assertEquals(written, AddressRange.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33 | the prefix length must be 0 to 32",
                "10.0.0.0/-1 | the prefix length must be 0 to 32",
                "10.0.0.0/08 | the prefix length must be 0 to 32",
                "10.0.0.0/ | the prefix length must be 0 to 32",
                "10.0.0.0/8/8 | the prefix length must be 0 to 32",
                "10.0.0.0/255.0.0.0 | the prefix length must be 0 to 32",
                "::/129 | the prefix length must be 0 to 128",
                "::ffff:10.0.0.0/64 | the prefix of an IPv4-mapped address has 96 to 128 bits",
                "10.0.0.1/8 | the address has bits after the prefix; use 10.0.0.0/8",
                "2001:db8::1/64 | the address has bits after the prefix; use 2001:db8::/64",
                "'' | not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
                "/8 | not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
                "10/8 | not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
                "[::1]/128 | not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
                "localhost | not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
            })
    void saysWhatIsWrong(String text, String message) {
        var error = assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
        assertEquals(message, error.getMessage());
    }

    @Test
    void severalContainWhatOneOfThemDoes() {
        var ranges = new AddressRanges(List.of(AddressRange.parse("10.0.0.0/8")))
                .and(new AddressRanges(List.of(AddressRange.parse("::1"))));
        assertTrue(ranges.contains(address("10.0.0.1")));
        assertTrue(ranges.contains(address("::1")));
        assertFalse(ranges.contains(address("11.0.0.1")));
        assertFalse(AddressRanges.NONE.contains(address("10.0.0.1")));
    }
}
