package org.tcserver.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The redirectors that send RTMFP clients here, and how this server registers with them. Immutable; its text form keeps
 * the passwords to itself.
 *
 * @param advertised addresses to tell them beside the derived one
 * @param advertisesReflexive whether the address under which they see this server is used too
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

    /** A redirector's name, and the addresses under which it may be found: at least one. */
    public record Redirector(String name, List<InetSocketAddress> addresses) {
        public Redirector {
            addresses = List.copyOf(addresses);
        }
    }

    /** A login at the redirectors. */
    public record Credentials(String user, String password) {
        /** Whether {@code other} has another password for the same user. */
        public boolean contradicts(Credentials other) {
            return user.equals(other.user) && !password.equals(other.password);
        }

        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}
