package org.tcserver.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A root certificate and its key, stored in a folder as {@code root.pem} and {@code root.key}. It issues all other
 * certificates of its hierarchy.
 *
 * <p>Thread-safe: immutable after opening.
 */
public final class Authority {
    /** The validity of an issued certificate. */
    public static final Duration LEAF_LIFETIME = Duration.ofDays(397);

    private static final Duration ROOT_LIFETIME = Duration.ofDays(7305);
    private static final String RANDOM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final Clock clock;

    private Authority(Path folder, X509Certificate certificate, PrivateKey key, Clock clock) {
        this.folder = folder;
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Opens the authority in an existing folder; creates it if it is missing.
     *
     * @throws IOException if only one of certificate and key exists, or they cannot be read, written or used
     */
    public static Authority open(Path folder, Clock clock) throws IOException {
        var pem = folder.resolve("root.pem");
        var key = folder.resolve("root.key");
        if (Files.exists(pem) != Files.exists(key)) {
            throw new IOException("only one of root.pem and root.key exists in " + folder);
        }
        if (!Files.exists(pem)) {
            make(pem, key, clock);
        }
        return load(folder, clock);
    }

    private static Authority load(Path folder, Clock clock) throws IOException {
        try {
            var certificate =
                    PemFile.of(folder.resolve("root.pem")).certificates().getFirst();
            var key = PemFile.of(folder.resolve("root.key")).privateKey();
            if (!Keys.match(certificate.getPublicKey(), key)) {
                throw new IOException("root.pem and root.key do not belong together in " + folder);
            }
            return new Authority(folder, certificate, key, clock);
        } catch (CertificateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void make(Path pem, Path key, Clock clock) throws IOException {
        var pair = Keys.generate();
        var name = new DistinguishedName("TC_PAVS root " + randomLetters(16), null);
        var certificate = new Issuance(name, pair.getPublic(), clock.instant(), ROOT_LIFETIME)
                .extension(Extension.basicConstraints, true, new BasicConstraints(0))
                .extension(Extension.keyUsage, true, rootUsage())
                .subjectKeyIdentifier()
                .signedBy(name.toX500Name(), pair.getPrivate());
        DurableFiles.writePair(key, Pem.of(pair.getPrivate()), pem, Pem.of(certificate));
    }

    private static KeyUsage rootUsage() {
        return new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    private static String randomLetters(int count) {
        var letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(RANDOM_LETTERS.charAt(RANDOM.nextInt(RANDOM_LETTERS.length())));
        }
        return letters.toString();
    }

    static BigInteger randomSerial() {
        return new BigInteger(159, RANDOM).setBit(158);
    }

    Path folder() {
        return folder;
    }

    Clock clock() {
        return clock;
    }

    /** Returns the root certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    X509Certificate issueDevice(LeafName name, PublicKey subjectKey) {
        return issue(name.text(), subjectKey, LeafProfile.DEVICE, List.of());
    }

    X509Certificate issueServer(String commonName, KeyPair pair, List<AltName> names) {
        return issue(commonName, pair.getPublic(), LeafProfile.SERVER, names);
    }

    private X509Certificate issue(String commonName, PublicKey subject, LeafProfile profile, List<AltName> names) {
        var issuance = new Issuance(
                        new DistinguishedName(commonName, "TC_PAVS"), subject, clock.instant(), LEAF_LIFETIME)
                .leafExtensions(profile)
                .subjectKeyIdentifier()
                .authorityKeyIdentifier(certificate);
        if (!names.isEmpty()) {
            issuance.extension(Extension.subjectAlternativeName, false, AltName.extension(names));
        }
        return issuance.signedBy(Issuance.subjectOf(certificate), key);
    }

    /** Returns the text of a leaf's file: the leaf, an empty line, the root. */
    String bundle(X509Certificate leaf) {
        return Pem.of(leaf) + "\n" + Pem.of(certificate);
    }

    /** Returns whether this authority signed the certificate. */
    boolean issued(X509Certificate leaf) {
        try {
            leaf.verify(certificate.getPublicKey());
            return true;
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
    }
}
