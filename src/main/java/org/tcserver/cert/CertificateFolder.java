package org.tcserver.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Read access to a hierarchy's folder for display. Thread-safe.
 *
 * <p>Accepts only file names in the form that this room creates, so no name leads outside the folder.
 */
public final class CertificateFolder {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,255}\\.(pem|key)");

    /** A file in the folder. */
    public sealed interface Item {}

    /**
     * The first certificate in its file.
     *
     * @param issuer in the order of RFC 4514
     */
    public record StoredCertificate(
            String pem,
            String serialHex,
            Instant notBefore,
            Instant notAfter,
            String issuer,
            String subject,
            List<String> extensions)
            implements Item {}

    /** A private key and its public key, both in PEM. */
    public record StoredKey(int bits, String privatePem, String publicPem) implements Item {}

    private final Path folder;

    public CertificateFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns the names of all certificates and keys, sorted. */
    public List<String> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> FILE.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the certificate or key with the file name, or empty if there is none. */
    public Optional<Item> read(String name) throws IOException {
        var file = folder.resolve(FILE.matcher(name).matches() ? name : "none");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var text = Files.readString(file);
            return Optional.of(name.endsWith(".key") ? key(text) : certificate(text));
        } catch (CertificateException | InvalidKeySpecException e) {
            throw new IOException("the file " + name + " is damaged", e);
        }
    }

    private static StoredCertificate certificate(String text) throws CertificateException {
        var certificate = Pem.certificates(text).getFirst();
        return new StoredCertificate(
                Pem.of(certificate),
                "0x" + certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                name(certificate.getIssuerX500Principal()),
                name(certificate.getSubjectX500Principal()),
                ExtensionText.of(certificate));
    }

    private static String name(javax.security.auth.x500.X500Principal principal) {
        return principal.getName(javax.security.auth.x500.X500Principal.RFC2253);
    }

    /** Returns a certificate's subject in the order of RFC 4514. */
    public static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    private static StoredKey key(String text) throws CertificateException, InvalidKeySpecException {
        var key = Pem.privateKey(text);
        var publicKey = Keys.publicOf(key);
        return new StoredKey(Keys.bits(publicKey), Pem.of(key), Pem.ofPublic(publicKey));
    }
}
