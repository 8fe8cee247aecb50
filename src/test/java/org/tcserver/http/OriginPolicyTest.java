package org.tcserver.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {
    private static OriginPolicy allowing(String... origins) {
        var all =
                Stream.of(origins).map(text -> WebOrigin.of(text).orElseThrow()).collect(Collectors.toSet());
        return new OriginPolicy(all, false, Set.of());
    }

    private static OriginPolicy named(String... names) {
        return new OriginPolicy(Set.of(), false, Set.of(names));
    }

    private static PageHeaders page(String host, String... origins) {
        return new PageHeaders(List.of(origins), "", HostPort.of(host));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80, localhost, 80",
        "LIVE.Example.com, live.example.com, -1",
        "live.example.com., live.example.com, -1",
        "live.example.com.:8080, live.example.com, 8080",
        "[::1]:8080, [::1], 8080",
        "[FE80::1%25eth0], [fe80::1%25eth0], -1",
        "192.0.2.7:65535, 192.0.2.7, 65535",
        "a_b-c, a_b-c, -1"
    })
    void readsHosts(String text, String name, int port) {
        assertEquals(new HostPort(name, port), HostPort.of(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a:",
                "a:65536",
                "a:-1",
                "a:1:2",
                "::1",
                "[::1",
                "[a]",
                "a..b",
                "-a",
                "a b",
                "a/b",
                "a@b",
                "a,b",
                "ü.example",
                "[::1]x",
                "a\r"
            })
    void rejectsOtherHosts(String text) {
        assertEquals("", HostPort.of(text).map(HostPort::toString).orElse(""));
    }

    @Test
    void rejectsLongHosts() {
        assertTrue(HostPort.of("a.".repeat(120) + "a").isPresent());
        assertFalse(HostPort.of("a.".repeat(140) + "a").isPresent());
        assertFalse(HostPort.of("a".repeat(64)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.com:443, https://example.com",
        "http://example.com:80, http://example.com",
        "http://example.com:443, http://example.com:443",
        "HTTPS://[::1]:8443, https://[::1]:8443",
        "capacitor://localhost, capacitor://localhost"
    })
    void readsOrigins(String text, String shown) {
        assertEquals(shown, WebOrigin.of(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "*",
                "example.com",
                "https://",
                "https://a/",
                "https://a#",
                "https://a?b",
                "https://x@a",
                "https://a b",
                "https://a, https://b",
                "//a",
                "file://",
                "1http://a"
            })
    void rejectsOtherOrigins(String text) {
        assertEquals("", WebOrigin.of(text).map(WebOrigin::toString).orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "tv", "127.0.0.1", "192.168.1.5:9100", "[::1]:9100", "[2001:db8::1]", "live.example"
            })
    void knowsItsOwnHosts(String host) {
        assertTrue(named("live.example").isOwn(HostPort.of(host).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "x.live.example",
                "192.168.1.5.evil.example",
                "192.168.1",
                "256.0.0.1",
                "1.2.3.4.5"
            })
    void trustsNoOtherHost(String host) {
        assertFalse(named("live.example").isOwn(HostPort.of(host).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "https://127.0.0.1",
                "http://[::1]:8080",
                "capacitor://localhost",
                "https://live.example.com",
                "http://live.example.com:8080"
            })
    void letsHomePagesConnect(String origin) {
        assertTrue(OriginPolicy.DEFAULT.mayConnect(page("live.example.com", origin)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://live.example.com.evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://127.evil.example",
                "null",
                ""
            })
    void keepsForeignPagesFromConnecting(String origin) {
        assertFalse(OriginPolicy.DEFAULT.mayConnect(page("live.example.com", origin)));
        assertFalse(OriginPolicy.DEFAULT.mayConnect(page("", origin)));
    }

    @Test
    void letsProgramsConnect() {
        assertTrue(OriginPolicy.DEFAULT.mayConnect(page("any.example")));
        assertFalse(OriginPolicy.DEFAULT.mayConnect(page("a.example", "http://a.example", "http://a.example")));
    }

    /** Once the server has names, its pages have no others: DNS rebinding makes other names. */
    @Test
    void limitsSameHostToItsNamesOnceThereAreSome() {
        var policy = named("live.example");
        assertTrue(policy.mayConnect(page("10.0.0.1:8080", "https://live.example")));
        assertTrue(policy.mayConnect(page("192.168.1.5:8080", "http://192.168.1.5:8080")));
        assertFalse(policy.mayConnect(page("evil.example", "http://evil.example")));
    }

    @Test
    void secretsReplaceOriginsUnlessSomeAreNamed() {
        var evil = page("live.example", "https://evil.example");
        assertTrue(OriginPolicy.DEFAULT.guardedBySecret().mayConnect(evil));
        assertFalse(allowing("https://a.example").guardedBySecret().mayConnect(evil));
        assertTrue(allowing("https://evil.example").mayConnect(evil));
        assertTrue(new OriginPolicy(Set.of(), true, Set.of()).mayConnect(page("", "null")));
    }

    /** An allowed WebSocket from anywhere allows no changes. */
    @Test
    void changesNeedANameEvenIfAnyOriginMayConnect() {
        assertFalse(new OriginPolicy(Set.of(), true, Set.of()).mayChange(page("localhost", "https://evil.example")));
    }

    @Test
    void changesComeFromTheSameOriginOnly() {
        var policy = OriginPolicy.DEFAULT;
        assertTrue(policy.mayChange(page("localhost:1234", "https://localhost:1234")));
        assertTrue(policy.mayChange(page("localhost", "https://localhost:443")));
        assertFalse(policy.mayChange(page("localhost:1234", "https://localhost:1235")));
        assertFalse(policy.mayChange(page("localhost:1234", "http://localhost:1234")));
        assertFalse(policy.mayChange(page("evil.example:1234", "https://evil.example:1234")));
        assertFalse(policy.mayChange(page("", "null")));
        assertTrue(named("cam.local").mayChange(page("cam.local:1234", "https://cam.local:1234")));
    }

    /** A target with a host replaces the header (RFC 9112 §3.2.2). */
    @Test
    void asksForTheHostOfTheTarget() throws RefusedRequestException {
        var request =
                RequestReaderTest.read("GET http://evil.example:80/api/clients HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals("evil.example:80", request.page().host().orElseThrow().toString());
        assertTrue(RequestReaderTest.read("GET http://a/ HTTP/1.0\r\n\r\n").namesHost());
        assertFalse(RequestReaderTest.read("GET / HTTP/1.0\r\n\r\n").namesHost());
    }
}
