package org.tcserver.cert;

import java.io.IOException;
import java.io.Serial;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Converts PEM to objects and back. Writes keys as PKCS #1 ({@code RSA PRIVATE KEY}), without a password. Unreadable
 * input causes a {@link CertificateException} whose message does not quote it.
 */
final class Pem {
    /** The private key requires a password. */
    static final class EncryptedKeyException extends CertificateException {
        @Serial
        private static final long serialVersionUID = 1L;

        EncryptedKeyException() {
            super("the private key is encrypted");
        }
    }

    private Pem() {}

    /** Returns one certificate or private key as PEM. */
    static String of(Object object) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write PEM", e);
        }
        return text.toString();
    }

    /** Returns the public key as PKCS #1 ({@code RSA PUBLIC KEY}). */
    static String ofPublic(RSAPublicKey key) {
        try {
            var structure = new org.bouncycastle.asn1.pkcs.RSAPublicKey(key.getModulus(), key.getPublicExponent());
            return of(new PemObject("RSA PUBLIC KEY", structure.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode an RSA key", e);
        }
    }

    /** Returns all certificates of a bundle, in order; at least one. */
    static List<X509Certificate> certificates(String pem) throws CertificateException {
        var certificates = new ArrayList<X509Certificate>();
        var converter = new JcaX509CertificateConverter();
        for (var object : objects(pem)) {
            if (object instanceof X509CertificateHolder holder) {
                certificates.add(converter.getCertificate(holder));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in the PEM text");
        }
        return List.copyOf(certificates);
    }

    /** Returns the first private key, in any of the common encodings. */
    static PrivateKey privateKey(String pem) throws CertificateException {
        var converter = new JcaPEMKeyConverter();
        for (var object : objects(pem)) {
            try {
                switch (object) {
                    case PEMKeyPair pair -> {
                        return converter.getKeyPair(pair).getPrivate();
                    }
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    case PEMEncryptedKeyPair encrypted -> throw new EncryptedKeyException();
                    case PKCS8EncryptedPrivateKeyInfo encrypted -> throw new EncryptedKeyException();
                    default -> {}
                }
            } catch (IOException e) {
                throw new CertificateException("the private key cannot be used", e);
            }
        }
        throw new CertificateException("no private key in the PEM text");
    }

    static PKCS10CertificationRequest request(String pem) throws CertificateException {
        for (var object : objects(pem)) {
            if (object instanceof PKCS10CertificationRequest request) {
                return request;
            }
        }
        throw new CertificateException("no certificate request in the PEM text");
    }

    private static List<Object> objects(String pem) throws CertificateException {
        var objects = new ArrayList<>();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) { // the ASN.1 reader also throws unchecked exceptions for bad input
            throw new CertificateException("the PEM text is malformed", e);
        }
        return objects;
    }
}
