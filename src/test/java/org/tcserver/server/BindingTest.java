package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BindingTest {
    private static final InetSocketAddress ANY4 = address(new byte[4], 1935);
    private static final InetSocketAddress ANY6 = address(new byte[16], 1935);
    private static final InetSocketAddress ONE4 = address(new byte[] {10, 0, 0, 1}, 1935);

    private static InetSocketAddress address(byte[] octets, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("there are 4 or 16", e);
        }
    }

    private static InetSocketAddress at(InetSocketAddress address, int port) {
        return new InetSocketAddress(address.getAddress(), port);
    }

    @Test
    void eachAddressHasASocket() {
        var addresses = List.of(ONE4, ANY4, at(ANY6, 1936));
        assertEquals(
                addresses, Binding.of(addresses).stream().map(Binding::address).toList());
        assertTrue(Binding.of(addresses).stream().noneMatch(Binding::bothFamilies));
        assertEquals(List.of(), Binding.of(List.of()));
    }

    /** Checks both orders of the addresses. */
    @Test
    void theWildcardsOfOnePortShareASocket() {
        for (var addresses : List.of(List.of(ANY4, ANY6, ONE4), List.of(ONE4, ANY6, ANY4))) {
            var bindings = Binding.of(addresses);
            assertEquals(2, bindings.size());
            assertTrue(bindings.contains(new Binding(ANY6, true)), bindings::toString);
            assertTrue(bindings.contains(new Binding(ONE4, false)), bindings::toString);
        }
    }

    @Test
    void anIpv6WildcardAloneServesItsFamilyAlone() {
        assertEquals(List.of(new Binding(ANY6, false)), Binding.of(List.of(ANY6)));
        assertFalse(Binding.of(List.of(ANY6)).getFirst().settings(0).servesBothFamilies());
    }

    @Test
    void theCodepointIsTheUpperSixBitsOfTheTrafficClass() {
        var settings = new Binding(ANY6, true).settings(46);
        assertEquals(184, settings.trafficClass());
        assertEquals(ANY6, settings.bind());
        assertTrue(settings.servesBothFamilies());
    }

    @Test
    void aFailureNamesTheOptionAndItsValue() {
        var failure = new Binding(ONE4, false).failure("-B", new IOException("Address already in use"));
        assertEquals("-B 10.0.0.1:1935: Address already in use", failure.getMessage());
    }
}
