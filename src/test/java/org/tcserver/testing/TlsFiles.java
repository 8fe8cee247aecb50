package org.tcserver.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A self-signed certificate for this machine and its key, in PEM files. */
public record TlsFiles(Path certificate, Path key, X509Certificate parsed) {
    /** Writes a certificate that is valid now. {@code algorithm} is RSA (key in PKCS #1) or EC (key in PKCS #8). */
    public static TlsFiles in(Path folder, String algorithm) throws IOException, GeneralSecurityException {
        var now = Instant.now();
        return in(folder, algorithm, now.minus(1, ChronoUnit.HOURS), now.plus(30, ChronoUnit.DAYS));
    }

    /** Does the same with a given validity period. */
    public static TlsFiles in(Path folder, String algorithm, Instant begin, Instant end)
            throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        var pair = generator.generateKeyPair();
        var name = new X500Name("CN=localhost");
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new java.util.Random()),
                    Date.from(begin),
                    Date.from(end),
                    name,
                    pair.getPublic());
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            var signer = new JcaContentSignerBuilder(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                    .build(pair.getPrivate());
            var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            var files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"), certificate);
            Files.writeString(files.certificate, pem(certificate));
            Files.writeString(
                    files.key,
                    pem(algorithm.equals("RSA") ? pair.getPrivate() : new JcaPKCS8Generator(pair.getPrivate(), null)));
            return files;
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Returns the server's flags for these files, followed by {@code others}. */
    public String[] flags(String... others) {
        var flags = new ArrayList<>(List.of("--tls-cert", certificate.toString(), "--tls-key", key.toString()));
        flags.addAll(List.of(others));
        return flags.toArray(String[]::new);
    }

    /** Returns a client context that trusts only this certificate. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("server", parsed);
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** Returns {@code socket}, with TLS if there is a context. */
    static Socket layer(Socket socket, @Nullable SSLContext context) throws IOException {
        return context == null
                ? socket
                : context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
