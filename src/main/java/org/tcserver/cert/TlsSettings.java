package org.tcserver.cert;

import javax.net.ssl.SSLContext;

/**
 * Settings of the JDK's TLS that exist only as system properties. The JDK reads them once, so they must be set before
 * the first context is created. Keeps properties that the user has set. Thread-safe.
 */
final class TlsSettings {
    /** Maximum number of resumable TLS 1.2 sessions. A client that stays connected needs none. */
    private static final int MAX_SESSIONS = 1000;

    private TlsSettings() {}

    /** Refuses renegotiation, which is expensive for a server and which no client needs. */
    static void refuseRenegotiation() {
        preset("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    /**
     * Disables session tickets. rtmpdump treats those of TLS 1.3 as an error. In TLS 1.2 a server must not announce a
     * ticket without sending it (RFC 5077 §3.2): OpenSSL and GnuTLS then abort the handshake.
     */
    static void sendNoTickets() {
        preset("jdk.tls.server.newSessionTicketCount", "0");
        preset("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    /** Limits the memory of {@code context}, which stores TLS 1.2 sessions when tickets are disabled. */
    static void boundSessions(SSLContext context) {
        context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
