package org.tcserver.pushav;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Disables reverse DNS look-ups. The JDK's HTTP server requests the host name of each client and makes no use of it;
 * without a reachable name server this takes seconds. Forward look-ups work as usual. Thread-safe.
 */
public final class ReverseLookups extends InetAddressResolverProvider {
    /** Used by the service loader. */
    public ReverseLookups() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        var builtin = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                return builtin.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                throw new UnknownHostException("addresses are not looked up");
            }
        };
    }

    @Override
    public String name() {
        return "no reverse look-ups";
    }
}
