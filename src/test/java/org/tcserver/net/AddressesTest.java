package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0:1",
        "255.249.199.10, 255.249.199.10:1",
        "::, [::]:1",
        "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:1",
        "1:2:3:4:5:6:7::, [1:2:3:4:5:6:7:0]:1",
        "::ABCD:1.2.3.4, [::abcd:102:304]:1",
        "1:2:3:4:5:6:1.2.3.4, [1:2:3:4:5:6:102:304]:1",
        "::ffff:10.0.0.1, 10.0.0.1:1",
        "::ffff:0a00:1, 10.0.0.1:1",
    })
    void parses(String text, String expected) {
        var address = Addresses.parse(text);
        assertNotNull(address);
        assertEquals(expected, Addresses.format(new InetSocketAddress(address, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "١.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "[::1]",
                "::1%lo",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "00001::",
                "::g",
                "::1.2.3",
                "::01.2.3.4",
                "cafe",
                "::1/64"
            })
    void parsesNothingElse(String text) {
        assertNull(Addresses.parse(text));
    }
}
