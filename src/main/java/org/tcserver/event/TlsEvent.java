package org.tcserver.event;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** An event of TLS: of a handshake, or of the server's certificate. Immutable. */
public sealed interface TlsEvent extends Event {
    /** A client did not come through the TLS handshake. */
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

    /** Clients are shown another certificate from now on; {@code notAfter} is in seconds of Unix time. */
    record TlsReload(String subject, long notAfter) implements TlsEvent {
        /** Tells of {@code certificate}. */
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

    /** The new certificate is no good, and the old one goes on being shown. */
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

    /** A certificate that clients are shown begins or ends its validity at {@code date}: they refuse it, or will soon. */
    record TlsWarning(Reason reason, String subject, Instant date) implements TlsEvent {
        /** Why clients refuse it, or will. */
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
