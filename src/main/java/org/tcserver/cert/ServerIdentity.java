package org.tcserver.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a server shows, kept in files beside its authority and renewed in place: connections made after
 * a renewal are shown the new one. Thread-safe.
 */
public final class ServerIdentity {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private final Authority authority;
    private final String fileName;
    private final String commonName;
    private final List<AltName> names;
    private volatile KeyedChain leaf;

    /**
     * Uses the certificate in {@code fileName.pem} and {@code .key} if it is still good for all {@code names}, else
     * issues a new one.
     *
     * @param names what goes into the certificate's alternative names
     */
    public ServerIdentity(Authority authority, String fileName, String commonName, List<AltName> names)
            throws IOException {
        this.authority = authority;
        this.fileName = fileName;
        this.commonName = commonName;
        this.names = List.copyOf(names);
        var stored = stored();
        leaf = stored == null ? issue() : stored;
    }

    /** Issues a new certificate if the present one ends within 30 days. Reads the clock; may write files. */
    public void renewIfDue() throws IOException {
        if (!lives(leaf.chain().getFirst())) {
            leaf = issue();
        }
    }

    /** The certificate that is shown now. */
    public X509Certificate certificate() {
        return leaf.chain().getFirst();
    }

    private KeyedChain issue() throws IOException {
        var pair = Keys.generate();
        var certificate = authority.issueServer(commonName, pair, names);
        DurableFiles.writePair(file(".key"), Pem.of(pair.getPrivate()), file(".pem"), authority.bundle(certificate));
        return new KeyedChain(pair.getPrivate(), List.of(certificate, authority.certificate()));
    }

    private @Nullable KeyedChain stored() throws IOException {
        if (!Files.exists(file(".pem")) || !Files.exists(file(".key"))) {
            return null;
        }
        try {
            var certificate = Pem.certificates(Files.readString(file(".pem"))).getFirst();
            var key = Pem.privateKey(Files.readString(file(".key")));
            boolean good = lives(certificate)
                    && authority.issued(certificate)
                    && Keys.match(certificate.getPublicKey(), key)
                    && AltName.of(certificate).containsAll(names);
            return good ? new KeyedChain(key, List.of(certificate, authority.certificate())) : null;
        } catch (CertificateException e) {
            return null; // damaged: a new one takes its place
        }
    }

    private boolean lives(X509Certificate certificate) {
        var now = authority.clock().instant();
        return certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE_END))
                && !certificate.getNotBefore().toInstant().isAfter(now);
    }

    private Path file(String extension) {
        return authority.folder().resolve(fileName + extension);
    }

    X509ExtendedKeyManager keyManager() {
        return new PresentKeys(() -> leaf);
    }
}
