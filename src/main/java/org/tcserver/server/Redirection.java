package org.tcserver.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The redirectors that send RTMFP clients to this server, and its registration with them. Immutable; its text form
 * hides the passwords.
 *
 * @param advertised addresses to register besides the derived one
 * @param advertisesReflexive whether to also register the address at which the redirectors see this server
 */
public record Redirection(
        List<Redirector> redirectors,
        List<Credentials> credentials,
        List<InetSocketAddress> advertised,
        boolean advertisesReflexive) {
    public static final Redirection DEFAULT = new Redirection(List.of(), List.of(), List.of(), true);

    public Redirection {
        redirectors = List.copyOf(redirectors);
        credentials = List.copyOf(credentials);
        advertised = List.copyOf(advertised);
    }

    /** A redirector's name, and its possible addresses: at least one. */
    public record Redirector(String name, List<InetSocketAddress> addresses) {
        public Redirector {
            addresses = List.copyOf(addresses);
        }
    }

    /** The login at the redirectors. */
    public record Credentials(String user, String password) {
        /** Returns whether {@code other} has a different password for the same user. */
        public boolean contradicts(Credentials other) {
            return user.equals(other.user) && !password.equals(other.password);
        }

        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
