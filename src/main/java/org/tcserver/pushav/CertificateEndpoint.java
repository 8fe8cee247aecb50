package org.tcserver.pushav;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.cert.CertificateFolder.StoredCertificate;
import org.tcserver.cert.CertificateFolder.StoredKey;
import org.tcserver.cert.DeviceCertificates;
import org.tcserver.cert.LeafName;
import org.tcserver.pushav.ingest.JsonText;
import org.tcserver.pushav.ingest.StorageException;
import org.tcserver.wire.MalformedException;

/** Serves {@code /certs} and all paths below it. Thread-safe. */
final class CertificateEndpoint implements Endpoint {
    private static final int MAX_JSON_BYTES = 64 * 1024;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private final CertificateShelf shelf;
    private final DeviceCertificates devices;

    CertificateEndpoint(CertificateShelf shelf, DeviceCertificates devices) {
        this.shelf = shelf;
        this.devices = devices;
    }

    @Override
    public void answer(Call call) throws IOException, Problem {
        var path = call.path();
        switch (path.size()) {
            case 1 -> {
                Router.require(call, "GET");
                list(call);
            }
            case 3 -> {
                switch (path.get(2)) {
                    case "keypair" -> issue(call, path.get(1), false);
                    case "sign" -> issue(call, path.get(1), true);
                    default -> {
                        Router.require(call, "GET");
                        details(call, shelf.read(path.get(1), path.get(2)));
                    }
                }
            }
            default -> throw Problem.notFound("resource");
        }
    }

    private void list(Call call) throws IOException, Problem {
        var server = shelf.list("server");
        var device = shelf.list("device");
        call.json(200, out -> {
            out.writeStartObject();
            strings(out, "server", server);
            strings(out, "device", device);
            out.writeEndObject();
        });
    }

    private void issue(Call call, String text, boolean sign) throws IOException, Problem {
        Router.require(call, "POST");
        var name = LeafName.of(text)
                .orElseThrow(() -> Problem.invalid(
                        "path",
                        "name",
                        "a name has 1 to 64 letters, digits, dots, underscores or hyphens, does not begin with a dot,"
                                + " and is not root"));
        boolean override = override(call.query("override"));
        answer(call, issued(name, sign ? csr(call) : null, override));
    }

    private DeviceCertificates.Issued issued(LeafName name, @Nullable String csr, boolean override)
            throws StorageException, Problem {
        try {
            return csr == null ? devices.keypair(name, override) : devices.sign(name, csr, override);
        } catch (CertificateException e) {
            throw new Problem(400, String.valueOf(e.getMessage()));
        } catch (DeviceCertificates.TakenException e) {
            throw new Problem(409, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    private static boolean override(@Nullable String text) throws Problem {
        return switch (text == null ? "true" : text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "yes", "on", "t", "y" -> true;
            case "false", "0", "no", "off", "f", "n" -> false;
            default -> throw Problem.invalid("query", "override", "override must be true or false");
        };
    }

    /**
     * Reads the certificate request. Requires a content type that a web page of another origin cannot send without a
     * CORS preflight.
     */
    private static String csr(Call call) throws IOException, Problem {
        var type = call.header("Content-Type");
        if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
            throw Problem.invalid("header", "content-type", "the content type must be application/json");
        }
        Map<String, @Nullable Object> body;
        try {
            body = JsonText.readObject(call.body(MAX_JSON_BYTES));
        } catch (MalformedException e) {
            throw Problem.invalid("body", "csr", String.valueOf(e.getMessage()));
        }
        if (body.get("csr") instanceof String csr) {
            return csr;
        }
        throw Problem.invalid("body", "csr", "csr must be a certificate request in PEM");
    }

    private static void answer(Call call, DeviceCertificates.Issued issued) throws IOException {
        call.json(200, out -> {
            out.writeStartObject();
            var key = issued.key();
            out.writeStringField(
                    "key", key == null ? null : key.toAbsolutePath().toString());
            out.writeStringField("cert", issued.certificate().toAbsolutePath().toString());
            out.writeBooleanField("created", issued.created());
            out.writeEndObject();
        });
    }

    private static void details(Call call, CertificateFolder.Item item) throws IOException {
        call.json(200, out -> {
            out.writeStartObject();
            switch (item) {
                case StoredCertificate certificate -> {
                    out.writeStringField("type", "cert");
                    out.writeNullField("key");
                    certificate(out, certificate);
                }
                case StoredKey key -> {
                    out.writeStringField("type", "key");
                    out.writeObjectFieldStart("key");
                    out.writeNumberField("key_size", key.bits());
                    out.writeStringField("private_key", key.privatePem());
                    out.writeStringField("public_key", key.publicPem());
                    out.writeEndObject();
                    out.writeNullField("cert");
                }
            }
            out.writeEndObject();
        });
    }

    private static void certificate(JsonGenerator out, StoredCertificate certificate) throws IOException {
        out.writeObjectFieldStart("cert");
        out.writeStringField("public_cert", certificate.pem());
        out.writeStringField("serial_number", certificate.serialHex());
        out.writeStringField("not_valid_before", time(certificate.notBefore()));
        out.writeStringField("not_valid_after", time(certificate.notAfter()));
        out.writeStringField("issuer", certificate.issuer());
        out.writeStringField("subject", certificate.subject());
        strings(out, "extensions", certificate.extensions());
        out.writeEndObject();
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static void strings(JsonGenerator out, String field, Iterable<String> values) throws IOException {
        out.writeArrayFieldStart(field);
        for (var value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
