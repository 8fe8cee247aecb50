package org.tcserver.pushav;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Names no address: the JDK's HTTP server asks for the host name of each client that connects, which may take seconds
 * where no name server answers, and needs it for nothing. Names are resolved as ever. Thread-safe.
 */
public final class ReverseLookups extends InetAddressResolverProvider {
    /** For the service loader. */
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
