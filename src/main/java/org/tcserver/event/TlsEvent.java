package org.tcserver.event;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** An event of a TLS handshake, or of the server's certificate. Immutable. */
public sealed interface TlsEvent extends Event {
    /** A client's TLS handshake failed. */
    record TlsError(String proto, String address, String reason) implements TlsEvent {
        @Override
        public String type() {
            return "tls-error";
        }

        @Override
        public String stranger() {
            return address;
        }

        @Override
        public void describe(Members members) {
            members.put("proto", proto).put("address", address).put("reason", reason);
        }
    }

    /** The server uses another certificate for new connections; {@code notAfter} is in seconds of Unix time. */
    record TlsReload(String subject, long notAfter) implements TlsEvent {
        /** Returns an event about {@code certificate}. */
        public static TlsReload of(X509Certificate certificate) {
            return new TlsReload(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotAfter().toInstant().getEpochSecond());
        }

        @Override
        public String type() {
            return "tls-reload";
        }

        @Override
        public void describe(Members members) {
            members.put("subject", subject).put("notAfter", notAfter);
        }
    }

    /** The new certificate is invalid, and the old one stays in use. */
    record TlsReloadFailed(String reason) implements TlsEvent {
        @Override
        public String type() {
            return "tls-reload-failed";
        }

        @Override
        public void describe(Members members) {
            members.put("reason", reason);
        }
    }

    /**
     * The server's certificate or one of its issuers starts or ends its validity at {@code date}: clients refuse it, or
     * soon will.
     */
    record TlsWarning(Reason reason, String subject, Instant date) implements TlsEvent {
        /** The reason why clients refuse the certificate, or soon will. */
        public enum Reason {
            EXPIRES_SOON("expires-soon"),
            EXPIRED("expired"),
            NOT_YET_VALID("not-yet-valid");

            private final String text;

            Reason(String text) {
                this.text = text;
            }

            @Override
            public String toString() {
                return text;
            }
        }

        @Override
        public String type() {
            return "tls-warning";
        }

        @Override
        public void describe(Members members) {
            members.put("reason", reason.text).put("subject", subject).put("date", date.toString());
        }
    }
}
