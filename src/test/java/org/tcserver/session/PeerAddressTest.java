package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.Bytes;

class PeerAddressTest {
    @Test
    void ipv4() {
        var address = PeerAddress.parse("192.0.2.129:50001");
        assertNotNull(address);
        assertEquals("c0000281", Bytes.wrap(address.getAddress().getAddress()).toHex());
        assertEquals(50_001, address.getPort());
    }

    @Test
    void ipv6() {
        var address = PeerAddress.parse("[2001:db8:1::2]:50002");
        assertNotNull(address);
        assertEquals(
                "20010db8000100000000000000000002",
                Bytes.wrap(address.getAddress().getAddress()).toHex());
        assertEquals(50_002, address.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.1",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "192.0.2.1:99999",
                "192.0.2:80",
                "192.0.2.256:80",
                "999.1.1.1:80",
                "localhost:80",
                "example.com:80",
                "2001:db8::1:80",
                "[2001:db8::1]",
                "[2001:db8:::1]:80",
                "[::1%eth0]:80",
                "[1]:80",
                "192.0.2.1:80 ",
                "192.0.2.1:-1",
                "0x7f.1.1.1:80"
            })
    void others(String text) {
        assertNull(PeerAddress.parse(text));
    }
}
