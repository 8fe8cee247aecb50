package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * How to register with a redirector. Immutable; its text form keeps the passwords to itself.
 *
 * @param name by which the redirector knows itself
 * @param addresses where it may be found: at least one
 * @param logins all of them are shown to it
 * @param advertised where clients find us, beside the address that it sees
 * @param advertisesReflexive whether clients find us at the address that it sees, too
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
