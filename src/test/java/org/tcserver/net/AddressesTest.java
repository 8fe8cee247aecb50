package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    /** The rules of RFC 5952 §4: shortest, the longest run of zeros, the first of equals, not a single one. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:1935",
        "::, [::]:1935",
        "::1, [::1]:1935",
        "1::, [1::]:1935",
        "2001:0db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:1935",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:1935",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:1935",
        "fe80::1%1, [fe80::1]:1935",
    })
    void formats(String host, String expected) throws UnknownHostException {
        assertEquals(expected, Addresses.format(new InetSocketAddress(InetAddress.getByName(host), 1935)));
    }
}
