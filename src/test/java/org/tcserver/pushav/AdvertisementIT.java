package org.tcserver.pushav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.InetAddress;
import java.util.List;
import javax.jmdns.JmDNS;
import org.junit.jupiter.api.Test;

class AdvertisementIT {
    private static final long LIMIT_MILLIS = 20_000;

    @Test
    void isResolved() throws Exception {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (var resolver = JmDNS.create(loopback, "resolver");
                var advertisement = Advertisement.start("Test cam", List.of(loopback), 4321)) {
            var found = resolver.getServiceInfo("_http._tcp.local.", "Test cam", LIMIT_MILLIS);
            assertNotNull(found, () -> "not found: " + advertisement.names());
            assertEquals(4321, found.getPort());
            assertEquals("Test-cam.local.", found.getServer());
            assertArrayEquals(new InetAddress[] {loopback}, found.getInet4Addresses());
        }
    }
}
