package org.tcserver.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates to devices. Each is a {@code NAME.pem} in the authority's folder, with {@code NAME.key} if the
 * server generated the key. Thread-safe, guarded by a lock.
 */
public final class DeviceCertificates {
    /**
     * The issued or existing files.
     *
     * @param key the private key, or null if the server does not have it
     * @param created false if an existing pair was kept
     */
    public record Issued(@Nullable Path key, Path certificate, boolean created) {}

    /** The name belongs to the server, or has a certificate that may not be replaced and cannot be reused. */
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1L;

        TakenException(String message) {
            super(message, null, false, false);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Authority authority;
    private final String serverName;

    /**
     * Issues certificates signed by {@code authority}.
     *
     * @param serverName the name of the server's own certificate, which devices cannot use
     */
    public DeviceCertificates(Authority authority, String serverName) {
        this.authority = authority;
        this.serverName = serverName;
    }

    private void requireFree(LeafName name) throws TakenException {
        if (name.text().equalsIgnoreCase(serverName)) {
            throw new TakenException("the name is the server's");
        }
    }

    /**
     * Creates a key pair and its certificate.
     *
     * @param override whether to replace an existing certificate; otherwise an existing pair is returned unchanged
     * @throws TakenException without {@code override}, if there is a certificate without its key
     */
    public Issued keypair(LeafName name, boolean override) throws IOException, TakenException {
        requireFree(name);
        lock.lock();
        try {
            if (!override && Files.exists(certificateFile(name))) {
                return existingPair(name);
            }
            var pair = Keys.generate();
            var certificate = authority.issueDevice(name, pair.getPublic());
            DurableFiles.writePair(
                    keyFile(name), Pem.of(pair.getPrivate()), certificateFile(name), authority.bundle(certificate));
            return new Issued(keyFile(name), certificateFile(name), true);
        } finally {
            lock.unlock();
        }
    }

    private Issued existingPair(LeafName name) throws TakenException {
        if (!Files.exists(keyFile(name))) {
            throw new TakenException("a certificate of that name exists without its key");
        }
        return new Issued(keyFile(name), certificateFile(name), false);
    }

    /**
     * Signs the public key of a certificate request; ignores its subject and extensions.
     *
     * @param csrPem a PKCS #10 request in PEM
     * @throws CertificateException if the request is malformed, its signature is wrong or its key is not acceptable
     * @throws TakenException without {@code override}, if a certificate for another key exists
     */
    public Issued sign(LeafName name, String csrPem, boolean override)
            throws IOException, CertificateException, TakenException {
        requireFree(name);
        var subjectKey = verifiedKey(Pem.request(csrPem));
        lock.lock();
        try {
            if (!override && Files.exists(certificateFile(name))) {
                return existingCertificate(name, subjectKey);
            }
            var certificate = authority.issueDevice(name, subjectKey);
            DurableFiles.writePublic(certificateFile(name), authority.bundle(certificate));
            Files.deleteIfExists(keyFile(name)); // the key of an earlier pair would not match this certificate
            return new Issued(null, certificateFile(name), true);
        } finally {
            lock.unlock();
        }
    }

    private Issued existingCertificate(LeafName name, PublicKey subjectKey)
            throws IOException, CertificateException, TakenException {
        var existing = Pem.certificates(Files.readString(certificateFile(name))).getFirst();
        if (!existing.getPublicKey().equals(subjectKey)) {
            throw new TakenException("a certificate of that name exists for another key");
        }
        return new Issued(null, certificateFile(name), false);
    }

    private static PublicKey verifiedKey(PKCS10CertificationRequest request) throws CertificateException {
        try {
            var key = new JcaPKCS10CertificationRequest(request).getPublicKey();
            if (!Keys.acceptable(key)) {
                throw new CertificateException("the key of the certificate request is too weak, too long or unknown");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new CertificateException("the signature of the certificate request is wrong");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException | RuntimeException e) {
            if (e instanceof CertificateException ours) {
                throw ours;
            }
            throw new CertificateException("the certificate request cannot be verified", e);
        }
    }

    private Path certificateFile(LeafName name) {
        return authority.folder().resolve(name + ".pem");
    }

    private Path keyFile(LeafName name) {
        return authority.folder().resolve(name + ".key");
    }
}
