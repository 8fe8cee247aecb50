package org.tcserver.rtmfp.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A Diffie-Hellman key and its public part (RFC 7425 §4.6.2). Immutable, so any thread may use it. Its computations are
 * slow.
 */
final class DhKeyPair {
    private final DhGroup group;
    private final BigInteger exponent;
    private final Bytes publicKey;

    DhKeyPair(DhGroup group, BigInteger exponent) {
        this.group = group;
        this.exponent = exponent;
        this.publicKey =
                Bytes.wrap(fixedLength(BigInteger.TWO.modPow(exponent, group.prime()), group.publicKeyBytes()));
    }

    static DhKeyPair generate(DhGroup group, SecureRandom random) {
        int bits = group.exponentBits();
        return new DhKeyPair(group, new BigInteger(bits, random).setBit(bits - 1));
    }

    DhGroup group() {
        return group;
    }

    /** Returns the public key in network byte order, padded with leading zeros to the group's length. */
    Bytes publicKey() {
        return publicKey;
    }

    /** Returns DH_SECRET in network byte order without leading zeros. */
    Bytes sharedSecret(Bytes farPublicKey) throws MalformedException {
        var secret = group.acceptablePublicKey(farPublicKey).modPow(exponent, group.prime());
        return Bytes.wrap(fixedLength(secret, (secret.bitLength() + Byte.SIZE - 1) / Byte.SIZE));
    }

    /** Removes the sign byte of Java's encoding, or adds leading zeros. */
    private static byte[] fixedLength(BigInteger number, int length) {
        var twosComplement = number.toByteArray();
        var fixed = new byte[length];
        int count = Math.min(twosComplement.length, length);
        System.arraycopy(twosComplement, twosComplement.length - count, fixed, length - count, count);
        return fixed;
    }
}
