package org.tcserver.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate, stored in its authority's folder and renewed in place. Connections after a renewal use the
 * new one. Thread-safe; a lock guards changes.
 */
public final class ServerIdentity {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(30);

    private final Authority authority;
    private final String fileName;
    private final String commonName;
    private final List<AltName> names;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile KeyedChain leaf;

    /**
     * Uses the certificate in {@code fileName.pem} and {@code .key} if it is valid for all {@code names}; otherwise
     * issues a new one.
     *
     * @param names the certificate's alternative names
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

    /** Issues a new certificate if the current one expires within 30 days. Reads the clock; may write files. */
    public void renewIfDue() throws IOException {
        lock.lock();
        try {
            if (!lives(certificate())) {
                leaf = issue();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Loads the certificate from the files.
     *
     * @throws CertificateException if it is invalid; the current one stays in use
     */
    public void reload() throws IOException, CertificateException {
        lock.lock();
        try {
            leaf = read();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the certificate now in use. */
    public X509Certificate certificate() {
        return leaf.chain().getFirst();
    }

    /** Returns the certificate now in use, and its issuers. */
    public List<X509Certificate> chain() {
        return leaf.chain();
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
            return read();
        } catch (CertificateException e) {
            return null; // a new certificate replaces it
        }
    }

    private KeyedChain read() throws IOException, CertificateException {
        var file = PemFile.of(file(".pem"));
        var certificate = file.certificates().getFirst();
        var key = PemFile.of(file(".key")).privateKey();
        if (!lives(certificate)) {
            throw file.bad("expires within 30 days, or is not valid yet");
        }
        if (!authority.issued(certificate)) {
            throw file.bad("not issued by the root beside it");
        }
        if (!Keys.match(certificate.getPublicKey(), key)) {
            throw file.bad("the key beside it belongs to another certificate");
        }
        if (!AltName.of(certificate).containsAll(names)) {
            throw file.bad("lacks a name or an address of this server");
        }
        return new KeyedChain(key, List.of(certificate, authority.certificate()));
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
