package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.net.AddressRange;
import org.tcserver.net.AddressRanges;
import org.tcserver.server.Proxies;

/** The flags that name proxies. */
final class ProxyOptionsTest {
    private static Proxies proxies(String... flags) throws UsageException {
        var args = new ArrayList<>(List.of("-b127.0.0.1:0"));
        args.addAll(List.of(flags));
        var request = TcServerOptions.parse(args, new Surroundings(Map.of(), LineFile::read, warning -> {}));
        return ((TcServerOptions.Request.Serve) request).config().proxies();
    }

    private static AddressRanges ranges(String... texts) {
        return new AddressRanges(Arrays.stream(texts).map(AddressRange::parse).toList());
    }

    @Test
    void readsRangesOfProxies() throws UsageException {
        assertEquals(
                new Proxies(ranges("10.0.0.0/8", "2001:db8::/32", "127.0.0.1"), ranges("::1")),
                proxies(
                        "--proxy-protocol",
                        "10.0.0.0/8,2001:db8::/32",
                        "--trusted-proxy",
                        "::1",
                        "--proxy-protocol=127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33 | --F 10.0.0.0/33: the prefix length must be 0 to 32",
                "10.0.0.0/8,::1/129 | --F ::1/129: the prefix length must be 0 to 128",
                "10.0.0.1/8 | --F 10.0.0.1/8: the address has bits after the prefix; use 10.0.0.0/8",
                "lb.example.com | --F lb.example.com: not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
                "10.0.0.1,, | --F 10.0.0.1,,: not an address or a range like 10.0.0.0/8 or 2001:db8::/32",
            })
    void refusesBadRangesOfProxies(String value, String message) {
        for (var flag : List.of("proxy-protocol", "trusted-proxy")) {
            var error = assertThrows(UsageException.class, () -> proxies("--" + flag, value));
            assertEquals(message.replace("F", flag), error.getMessage());
        }
    }
}
