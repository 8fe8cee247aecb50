package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class DhGroupTest {
    private static final BigInteger MARGIN = BigInteger.TWO.pow(24);

    /** RFC 2409 §6.2 and RFC 3526 §2, §3 define the primes by the digits of pi. */
    @ParameterizedTest
    @CsvSource({"GROUP_2, 1024, 129093", "GROUP_5, 1536, 741804", "GROUP_14, 2048, 124476"})
    void primesAreMadeOfPi(DhGroup group, int bits, long summand) {
        var digits = pi(bits - 130).add(BigInteger.valueOf(summand));
        var prime =
                power(bits).subtract(power(bits - 64)).subtract(BigInteger.ONE).add(digits.shiftLeft(64));
        assertEquals(prime, group.prime());
        assertEquals(bits / 8, group.publicKeyBytes());
    }

    /** The whole part of pi times 2 to the power of {@code bits}, by Machin's formula. */
    private static BigInteger pi(int bits) {
        int guardBits = 64;
        var one = power(bits + guardBits);
        var quarter = arcTangent(one, 5).shiftLeft(2).subtract(arcTangent(one, 239));
        return quarter.shiftLeft(2).shiftRight(guardBits);
    }

    private static BigInteger arcTangent(BigInteger one, long reciprocal) {
        var square = BigInteger.valueOf(reciprocal * reciprocal);
        var power = one.divide(BigInteger.valueOf(reciprocal));
        var sum = power;
        for (long n = 3; power.signum() != 0; n += 2) {
            power = power.divide(square).negate();
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsOfAnyGroupAgree(DhGroup group) throws Exception {
        var random = new SecureRandom();
        var one = DhKeyPair.generate(group, random);
        var other = DhKeyPair.generate(group, random);
        assertEquals(one.sharedSecret(other.publicKey()), other.sharedSecret(one.publicKey()));
        assertEquals(group.publicKeyBytes(), one.publicKey().length());
        assertEquals(group, DhGroup.of(group.id()));
    }

    @Test
    void knowsNoOthers() {
        assertNull(DhGroup.of(0));
        assertNull(DhGroup.of(16));
        assertNull(DhGroup.of(Long.MAX_VALUE));
    }

    /** A small power of two makes a public key that is short before it is padded. */
    @Test
    void padsPublicKeysAndStripsSecrets() throws Exception {
        var shortKey = new DhKeyPair(DhGroup.GROUP_2, BigInteger.valueOf(1000));
        assertEquals("000001" + "00".repeat(125), shortKey.publicKey().toHex());

        var group = DhGroup.GROUP_2;
        var farPublic = BigInteger.TWO.modPow(BigInteger.valueOf(12345), group.prime());
        var inverse = BigInteger.valueOf(12345).modInverse(group.prime().shiftRight(1));
        var key = new DhKeyPair(group, inverse.multiply(BigInteger.valueOf(40)));
        var secret = key.sharedSecret(Bytes.wrap(farPublic.toByteArray()));
        assertEquals("010000000000", secret.toHex());
    }

    @ParameterizedTest
    @EnumSource
    void acceptsOnlyWhatTheProfileAllows(DhGroup group) throws Exception {
        var prime = group.prime();
        var good = new DhKeyPair(group, BigInteger.valueOf(123456789)).publicKey();
        assertEquals(new BigInteger(1, good.toArray()), group.acceptablePublicKey(good));
        assertRefused(group, BigInteger.ZERO);
        assertRefused(group, BigInteger.ONE);
        assertRefused(group, MARGIN.subtract(BigInteger.ONE));
        assertRefused(group, prime);
        assertRefused(group, prime.subtract(BigInteger.ONE));
        assertRefused(group, prime.subtract(MARGIN).add(BigInteger.ONE));
        assertRefused(group, power(group.prime().bitLength()).subtract(BigInteger.ONE));
        assertRefused(group, power(500).add(power(14).subtract(BigInteger.ONE))); // 15 ones
        assertRefused(
                group, power(500).subtract(BigInteger.ONE).subtract(power(15).subtract(BigInteger.ONE)));
        assertAccepted(group, power(500).add(power(15).subtract(BigInteger.ONE)));
        assertAccepted(
                group, power(500).subtract(BigInteger.ONE).subtract(power(16).subtract(BigInteger.ONE)));
        assertRefused(group, good.toHex() + "00".repeat(group.publicKeyBytes() + 1));
        assertRefused(group, "");
    }

    private static void assertAccepted(DhGroup group, BigInteger number) throws Exception {
        assertEquals(number, group.acceptablePublicKey(Bytes.wrap(number.toByteArray())));
    }

    private static void assertRefused(DhGroup group, BigInteger number) {
        assertRefused(group, Bytes.wrap(number.toByteArray()).toHex());
    }

    private static void assertRefused(DhGroup group, String hex) {
        assertThrows(MalformedException.class, () -> group.acceptablePublicKey(Bytes.ofHex(hex)), hex);
    }

    private static BigInteger power(int exponent) {
        return BigInteger.TWO.pow(exponent);
    }
}
