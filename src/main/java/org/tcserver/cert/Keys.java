package org.tcserver.cert;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;

/** Generates and checks keys. */
final class Keys {
    private static final int RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MIN_EC_BITS = 256;

    private Keys() {}

    /** Returns a new RSA key pair of 2048 bits, with the public exponent 65537. */
    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is missing from this Java runtime", e);
        }
    }

    /**
     * Returns whether a certificate may be issued for the key: it must be strong enough, but not too long, because long
     * keys are expensive to use.
     */
    static boolean acceptable(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> inRange(rsa.getModulus().bitLength());
            case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
            case EdECPublicKey ignored -> true;
            default -> false;
        };
    }

    private static boolean inRange(int rsaBits) {
        return rsaBits >= RSA_BITS && rsaBits <= MAX_RSA_BITS;
    }

    static int bits(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength();
            case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
            default -> 8 * key.getEncoded().length;
        };
    }

    /** Returns the public key for an RSA private key in the form that this room writes. */
    static RSAPublicKey publicOf(PrivateKey key) throws InvalidKeySpecException {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new InvalidKeySpecException("not an RSA private key");
        }
        try {
            var spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
            return (RSAPublicKey) java.security.KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("RSA is missing from this Java runtime", e);
        }
    }

    /** Returns whether the keys form a pair: the public key verifies a signature of the private key. */
    static boolean match(PublicKey publicKey, PrivateKey privateKey) {
        var probe = new byte[] {1, 2, 3};
        try {
            var signer = Signature.getInstance(signatureAlgorithm(privateKey));
            signer.initSign(privateKey);
            signer.update(probe);
            var signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(probe);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureAlgorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
