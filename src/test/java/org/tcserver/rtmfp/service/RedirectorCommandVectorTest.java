package org.tcserver.rtmfp.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.net.Addresses;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

final class RedirectorCommandVectorTest {
    private static final String URI = "http://zenomt.com/ns/rtmfp#redirector";

    @Test
    void theFlowIsForRedirectors() {
        assertEquals(URI, RedirectorCommand.metadata().toText());
        assertTrue(RedirectorCommand.isMetadata(Bytes.ofUtf8(URI)));
        assertTrue(RedirectorCommand.isMetadata(Bytes.ofUtf8(URI + "\0options")));
        assertFalse(RedirectorCommand.isMetadata(Bytes.ofUtf8(URI + "s")));
        assertFalse(RedirectorCommand.isMetadata(Bytes.ofUtf8(URI.substring(1))));
        assertFalse(RedirectorCommand.isMetadata(Bytes.EMPTY));
    }

    /** The HMAC is the second test case of RFC 4231. */
    @Test
    void aLoginIsProven() {
        var login = new RedirectorSettings.Login("user", "Jefe");
        assertEquals(
                "1d" + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" + "75736572",
                RedirectorCommand.simpleAuth(login, Bytes.ofUtf8("what do ya want for nothing?"))
                        .toHex());
    }

    @Test
    void settingsNameAllAddresses() throws UnknownHostException {
        var four = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 1935);
        var six = new InetSocketAddress(
                InetAddress.getByAddress(
                        Bytes.ofHex("20010db8000000000000000000000001").toArray()),
                80);
        assertEquals(
                "05" + "010d" + "080a010a000001078f" + "140a8120010db80000000000000000000000010050",
                RedirectorCommand.settings(settings(List.of(four, six), true)).toHex());
        assertEquals(
                "05" + "080a010a000001078f",
                RedirectorCommand.settings(settings(List.of(four), false)).toHex());
        assertEquals(
                "05", RedirectorCommand.settings(settings(List.of(), false)).toHex());
    }

    private static RedirectorSettings settings(List<InetSocketAddress> advertised, boolean reflexive) {
        return new RedirectorSettings("name", List.of(), List.of(), advertised, reflexive);
    }

    @ParameterizedTest
    @CsvSource({"0, 0f00", "127, 0f7f", "128, 0f8100", "300, 0f822c"})
    void theLoadIsANumber(int clients, String hex) {
        assertEquals(hex, RedirectorCommand.loadFactor(clients).toHex());
    }

    @Test
    void drainingIsOneByte() {
        assertEquals("00", RedirectorCommand.draining().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "0d027f0000011234, 127.0.0.1:4660",
        "0d8220010db80000000000000000000000010050, [2001:db8::1]:80",
        "0d027f0000011234ff, 127.0.0.1:4660" // what follows is from the future
    })
    void addressesAreReported(String hex, String address) throws MalformedException {
        var reported = RedirectorCommand.reflexiveAddress(Bytes.ofHex(hex));
        assertTrue(reported != null && address.equals(Addresses.format(reported)), () -> hex + ": " + reported);
    }

    @Test
    void otherMessagesReportNothing() throws MalformedException {
        for (var other : List.of("", "10", "10027f0000011234", "0f00", "00")) {
            assertNull(RedirectorCommand.reflexiveAddress(Bytes.ofHex(other)), other);
        }
    }

    @ParameterizedTest
    @CsvSource({"0d027f0000011234", "0d8220010db80000000000000000000000010050"})
    void truncatedAddressesAreMalformed(String hex) {
        var whole = Bytes.ofHex(hex);
        for (int length = 1; length < whole.length(); length++) {
            var part = whole.slice(0, length);
            assertThrows(MalformedException.class, () -> RedirectorCommand.reflexiveAddress(part), part::toHex);
        }
    }
}
