package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.cert.PeerCertificate;
import org.tcserver.pushav.ingest.Evidence;
import org.tcserver.pushav.ingest.JsonText;

/**
 * Converts client certificates to the JSON that is stored beside uploads, in the form of Python's {@code getpeercert}.
 */
final class ClientCertificates {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String CACHED = ClientCertificates.class.getName();

    private ClientCertificates() {}

    /** Returns the client's certificate, computed once per TLS session, or null if the client presented none. */
    static Evidence.@Nullable ClientCertificate of(Call call) {
        if (call.session().getValue(CACHED) instanceof Evidence.ClientCertificate cached) {
            return cached;
        }
        var certificate = call.clientCertificate();
        if (certificate == null) {
            return null;
        }
        try {
            var peer = PeerCertificate.of(certificate);
            var json = new String(JsonText.line(out -> write(out, peer)), UTF_8);
            var evidence = new Evidence.ClientCertificate(CertificateFolder.subject(certificate), json);
            call.session().putValue(CACHED, evidence);
            return evidence;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a verified certificate cannot be encoded", e);
        }
    }

    private static void write(JsonGenerator out, PeerCertificate certificate) throws IOException {
        out.writeStartObject();
        names(out, "subject", certificate.subject());
        names(out, "issuer", certificate.issuer());
        out.writeNumberField("version", certificate.version());
        out.writeStringField("serialNumber", certificate.serialNumber());
        out.writeStringField("notBefore", time(certificate.notBefore()));
        out.writeStringField("notAfter", time(certificate.notAfter()));
        if (!certificate.altNames().isEmpty()) {
            out.writeArrayFieldStart("subjectAltName");
            for (var name : certificate.altNames()) {
                pair(out, name);
            }
            out.writeEndArray();
        }
        texts(out, "OCSP", certificate.ocsp());
        texts(out, "caIssuers", certificate.caIssuers());
        texts(out, "crlDistributionPoints", certificate.crlDistributionPoints());
        out.writeEndObject();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static void names(JsonGenerator out, String field, List<List<PeerCertificate.Attribute>> names)
            throws IOException {
        out.writeArrayFieldStart(field);
        for (var rdn : names) {
            out.writeStartArray();
            for (var attribute : rdn) {
                pair(out, attribute);
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static void pair(JsonGenerator out, PeerCertificate.Attribute attribute) throws IOException {
        out.writeStartArray();
        out.writeString(attribute.name());
        out.writeString(attribute.value());
        out.writeEndArray();
    }

    private static void texts(JsonGenerator out, String field, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            out.writeArrayFieldStart(field);
            for (var text : texts) {
                out.writeString(text);
            }
            out.writeEndArray();
        }
    }
}
