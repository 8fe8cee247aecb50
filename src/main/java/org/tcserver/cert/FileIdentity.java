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
 * The certificate that a server shows, in two PEM files that somebody else looks after: what is there later is shown to
 * those who connect later. Thread-safe.
 */
public final class FileIdentity {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** What a file looked like when it was last looked at. */
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
     * @param certificateFile the server's certificate, then those that issued it
     * @param keyFile its RSA or EC key, not encrypted
     * @throws CertificateException if they are not a certificate and its key; the message says which and why
     */
    public FileIdentity(PemFile certificateFile, PemFile keyFile) throws IOException, CertificateException {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        loaded = versions();
        present = load();
        context = context(new PresentKeys(this::present));
    }

    /** The certificate that is shown now. */
    public X509Certificate certificate() {
        return present.chain().getFirst();
    }

    /** The certificate that is shown now, and those that issued it. */
    public List<X509Certificate> chain() {
        return present.chain();
    }

    /** The server's side of one TLS connection. */
    public SSLEngine newEngine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /**
     * Reads the files again if they have changed and are no longer changing: the same at this look as at the last. To be
     * called now and then, by one thread at a time.
     *
     * @return true if another certificate is shown now
     * @throws CertificateException if the new ones are no good; the old one goes on being shown. Thrown once for each change
     * @throws IOException if they cannot be read, which is tried again each time
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
     * Reads the files again, changed or not. To be called by one thread at a time, as {@link #refresh}.
     *
     * @throws CertificateException if they are no good; the old certificate goes on being shown
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
