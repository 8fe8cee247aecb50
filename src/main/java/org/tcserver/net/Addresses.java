package org.tcserver.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Socket addresses as text. */
public final class Addresses {
    private Addresses() {}

    /** {@code 192.0.2.1:1935} or {@code [2001:db8::1]:1935}, without a scope. */
    public static String format(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        if (address.getAddress() instanceof Inet6Address) {
            int scope = host.indexOf('%');
            host = "[" + (scope < 0 ? host : host.substring(0, scope)) + "]";
        }
        return host + ":" + address.getPort();
    }
}
