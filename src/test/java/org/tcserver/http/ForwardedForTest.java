package org.tcserver.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.net.AddressRange;
import org.tcserver.net.AddressRanges;
import org.tcserver.net.Addresses;

class ForwardedForTest {
    private static final AddressRanges TRUSTED =
            new AddressRanges(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("2001:db8:ffff::/48")));
    private static final InetSocketAddress SENDER = new InetSocketAddress("10.0.0.1", 5000);

    private static String client(String entries) {
        return Addresses.format(ForwardedFor.client(entries, SENDER, TRUSTED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7:0",
                "203.0.113.7:4711 | 203.0.113.7:4711",
                "2001:db8::7 | [2001:db8::7]:0",
                "[2001:db8::7] | [2001:db8::7]:0",
                "[2001:db8::7]:4711 | [2001:db8::7]:4711",
                "::ffff:203.0.113.7 | 203.0.113.7:0",
                "[::ffff:203.0.113.7]:65535 | 203.0.113.7:65535",
                "[2001:0db8:0000:0000:0000:0000:255.255.255.255]:65535 | [2001:db8::ffff:ffff]:65535",
            })
    void readsAddressesWithAndWithoutPorts(String entry, String client) {
        assertEquals(client, client(entry));
        assertEquals(client, client(" \t" + entry + " "));
        assertEquals(client, client("198.51.100.1,\t" + entry));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7, 10.0.0.2 | 203.0.113.7:0",
                "203.0.113.7,2001:db8:ffff::1,10.0.0.3:80,10.0.0.2 | 203.0.113.7:0",
                "198.51.100.1, 203.0.113.7 | 203.0.113.7:0",
                "10.0.0.4, 203.0.113.7, 10.0.0.2 | 203.0.113.7:0",
                "10.0.0.5, 10.0.0.4 | 10.0.0.5:0",
                "unknown, 10.0.0.4 | 10.0.0.4:0",
                ", 203.0.113.7 | 203.0.113.7:0",
                ", 10.0.0.4 | 10.0.0.4:0",
            })
    void takesTheRightmostThatIsNoTrustedProxy(String entries, String client) {
        assertEquals(client, client(entries));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "unknown",
                "_hidden",
                "localhost",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.7:",
                "203.0.113.7:65536",
                "203.0.113.7:123456",
                "203.0.113.7:x",
                "[203.0.113.7]",
                "[2001:db8::7",
                "2001:db8::7]",
                "[2001:db8::7]4711",
                "2001:db8::7%eth0",
                "[[::1]]",
                "[::1]:",
                "203.0.113.7 203.0.113.8",
                "\"203.0.113.7\"",
                "for=203.0.113.7",
                "203.0.113.7, garbage",
                "203.0.113.7,",
                "203.0.113.7;"
            })
    void believesNothingBeyondWhatIsNoAddress(String entries) {
        assertEquals("10.0.0.1:5000", client(entries));
    }

    @Test
    void believesNoOtherSender() {
        var sender = new InetSocketAddress("203.0.113.9", 1);
        assertEquals(sender, ForwardedFor.client("203.0.113.7", sender, TRUSTED));
    }

    @Test
    void takesLongHeadersInStride() {
        assertEquals("203.0.113.7:0", client("x".repeat(16_000) + ",203.0.113.7"));
        assertEquals("10.0.0.1:5000", client("203.0.113.7," + "1".repeat(16_000)));
        assertEquals("10.0.0.2:0", client("10.0.0.2,".repeat(1_800) + "10.0.0.3"));
        assertEquals("203.0.113.7:0", client("1.1.1.1,".repeat(2_000) + "203.0.113.7"));
        assertEquals("10.0.0.1:5000", client(",".repeat(16_000)));
    }
}
