package org.tcserver.cert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server certificate in two PEM files that other software maintains. New connections use the content that was loaded
 * last. Thread-safe.
 */
public final class FileIdentity {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** The state of a file at its last check. */
    private record Version(
            FileTime time, long size, @Nullable Object file) {
        static Version of(Path path) throws IOException {
            var attributes = Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private record Versions(Version certificate, Version key) {}

    private final PemFile certificateFile;
    private final PemFile keyFile;
    private final SSLContext context;
    private volatile KeyedChain present;
    private Versions loaded;
    private @Nullable Versions seen;

    /**
     * Reads both files.
     *
     * @param certificateFile the server's certificate, then its issuers
     * @param keyFile its RSA or EC key, not encrypted
     * @throws CertificateException if they are not a certificate and its key; the message names the file and the reason
     */
    public FileIdentity(PemFile certificateFile, PemFile keyFile) throws IOException, CertificateException {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        loaded = versions();
        present = load();
        context = context(new PresentKeys(this::present));
    }

    /** Returns the certificate now in use. */
    public X509Certificate certificate() {
        return present.chain().getFirst();
    }

    /** Returns the certificate now in use, and its issuers. */
    public List<X509Certificate> chain() {
        return present.chain();
    }

    /** Returns an engine for the server's side of one TLS connection. */
    public SSLEngine newEngine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /**
     * Reads the files again if they have changed and are stable, that is, equal at two successive checks. Called
     * periodically, by one thread at a time.
     *
     * @return true if another certificate is now in use
     * @throws CertificateException if the new files are invalid; the old certificate stays in use. Thrown once per
     *     change
     * @throws IOException if they cannot be read; each call retries
     */
    public boolean refresh() throws IOException, CertificateException {
        var versions = versions();
        boolean isSettled = versions.equals(seen);
        seen = versions;
        if (versions.equals(loaded) || !isSettled) {
            return false;
        }
        loadAs(versions);
        return true;
    }

    /**
     * Reads the files again, even if unchanged. Called by one thread at a time, like {@link #refresh}.
     *
     * @throws CertificateException if they are invalid; the old certificate stays in use
     */
    public void reload() throws IOException, CertificateException {
        loadAs(versions());
    }

    private void loadAs(Versions versions) throws IOException, CertificateException {
        try {
            present = load();
        } catch (CertificateException e) {
            loaded = versions;
            throw e;
        }
        loaded = versions;
    }

    private KeyedChain present() {
        return present;
    }

    private Versions versions() throws IOException {
        return new Versions(version(certificateFile), version(keyFile));
    }

    private static Version version(PemFile file) throws IOException {
        try {
            return Version.of(file.path());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private KeyedChain load() throws IOException, CertificateException {
        var chain = certificateFile.certificates();
        var key = keyFile.privateKey();
        if (!Keys.match(chain.getFirst().getPublicKey(), key)) {
            throw keyFile.bad(
                    "not the key of the first certificate of " + certificateFile + ", which must be the server's own");
        }
        return new KeyedChain(key, chain);
    }

    private static SSLContext context(X509KeyManager keys) {
        TlsSettings.refuseRenegotiation();
        TlsSettings.sendNoTickets();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new X509KeyManager[] {keys}, null, null);
            TlsSettings.boundSessions(context);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is missing from this Java runtime", e);
        }
    }
}
