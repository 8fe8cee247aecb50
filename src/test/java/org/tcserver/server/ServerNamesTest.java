package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.cert.AltName;

class ServerNamesTest {
    private static ServerNames names(String host, Optional<String> dns, Optional<InetAddress> address) {
        return ServerNames.of(new PushAvConfig(
                host, 0, Optional.empty(), dns, address, false, 1, Duration.ZERO, Long.MAX_VALUE, Set.of(), List.of()));
    }

    /** Checks that the certificate has the advertised host name, in valid form. */
    @ParameterizedTest
    @CsvSource({"cam, cam.local", "my cam, my-cam.local", "a_b, a-b.local"})
    void advertisedNames(String dns, String host) {
        var names = names("localhost", Optional.of(dns), Optional.empty()).alternatives();
        assertTrue(names.contains(AltName.dns(host)), names::toString);
        assertFalse(names.stream().anyMatch(name -> name.text().contains(" ")), names::toString);
    }

    /** Checks that web pages can use the names in the certificate. */
    @Test
    void hostsAreNamesWithoutAddresses() {
        var hosts = names("127.0.0.9", Optional.of("My Cam"), Optional.empty()).hosts();
        assertTrue(hosts.contains("localhost") && hosts.contains("my-cam.local"), hosts::toString);
        assertFalse(hosts.contains("127.0.0.9"), hosts::toString);
    }

    @Test
    void addresses() throws Exception {
        var address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
        var names = names("127.0.0.9", Optional.empty(), Optional.of(address));
        assertEquals("192.0.2.7", names.commonName());
        assertEquals("localhost", names.fileName());
        for (var text : new String[] {"127.0.0.1", "127.0.0.9", "192.0.2.7"}) {
            assertTrue(names.alternatives().contains(new AltName(true, text)), text);
        }
    }
}
