package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Settings for registration with a redirector. Immutable; the text form omits passwords.
 *
 * @param name the redirector's own name
 * @param addresses the redirector's addresses, at least one
 * @param logins all logins for the redirector
 * @param advertised the server's addresses for clients, besides the one that the redirector sees
 * @param advertisesReflexive whether clients may also use the address that the redirector sees
 */
public record RedirectorSettings(
        String name,
        List<InetSocketAddress> addresses,
        List<Login> logins,
        List<InetSocketAddress> advertised,
        boolean advertisesReflexive) {
    public RedirectorSettings {
        addresses = List.copyOf(addresses);
        logins = List.copyOf(logins);
        advertised = List.copyOf(advertised);
    }

    /** A user name and a password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
