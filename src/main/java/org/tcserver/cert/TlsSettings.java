package org.tcserver.cert;

import javax.net.ssl.SSLContext;

/**
 * Settings of the JDK's TLS that have no method. The JDK reads them once, from system properties, so they must be made
 * before the first context. A property that the user has set stays. Thread-safe.
 */
final class TlsSettings {
    /** The sessions of TLS 1.2 that clients can resume. A client that stays connected needs none. */
    private static final int MAX_SESSIONS = 1000;

    private TlsSettings() {}

    /** Refuses renegotiation: it costs a server much, and no client needs it. */
    static void refuseRenegotiation() {
        preset("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    /**
     * Sends no session tickets. rtmpdump takes those of TLS 1.3 for an error. In TLS 1.2 a server must not announce a
     * ticket that it does not send (RFC 5077 §3.2): OpenSSL and GnuTLS end the handshake then.
     */
    static void sendNoTickets() {
        preset("jdk.tls.server.newSessionTicketCount", "0");
        preset("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    /** Bounds the memory of {@code context}, which keeps the sessions of TLS 1.2 where there are no tickets. */
    static void boundSessions(SSLContext context) {
        context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
