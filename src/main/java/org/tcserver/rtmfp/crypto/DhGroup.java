package org.tcserver.rtmfp.crypto;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The Diffie-Hellman groups of RFC 7425 §4.2, weakest first: 2 (1024 bits, RFC 7296), 5 and 14 (1536 and 2048 bits, RFC
 * 3526). Each has the generator 2.
 */
enum DhGroup {
    GROUP_2(2, 224, Primes.MODP_1024),
    GROUP_5(5, 240, Primes.MODP_1536),
    GROUP_14(14, 320, Primes.MODP_2048);

    private static final DhGroup[] STRONGEST_FIRST = {GROUP_14, GROUP_5, GROUP_2};
    private static final BigInteger MARGIN = BigInteger.TWO.pow(24);
    private static final int MIN_BITS_OF_EACH_KIND = 16;

    private final long id;
    private final int exponentBits;
    private final BigInteger prime;

    /** {@code exponentBits} is the larger of the lengths that RFC 3526 §8 gives. */
    DhGroup(long id, int exponentBits, String primeHex) {
        this.id = id;
        this.exponentBits = exponentBits;
        this.prime = new BigInteger(primeHex, 16);
    }

    static @Nullable DhGroup of(long id) {
        for (var group : STRONGEST_FIRST) {
            if (group.id == id) {
                return group;
            }
        }
        return null;
    }

    /** Returns the strongest group that this certificate supports, or null. The server supports all groups. */
    static @Nullable DhGroup strongestOf(Certificate certificate) {
        for (var group : STRONGEST_FIRST) {
            if (certificate.supports(group)) {
                return group;
            }
        }
        return null;
    }

    long id() {
        return id;
    }

    int exponentBits() {
        return exponentBits;
    }

    BigInteger prime() {
        return prime;
    }

    int publicKeyBytes() {
        return prime.bitLength() / Byte.SIZE;
    }

    /** Returns the number in a peer's public key. Throws if RFC 7425 §4.6.2 does not accept it. */
    BigInteger acceptablePublicKey(Bytes publicKey) throws MalformedException {
        if (publicKey.length() > 2 * publicKeyBytes()) {
            throw new MalformedException("Diffie-Hellman public key is too long");
        }
        var number = new BigInteger(1, publicKey.toArray());
        int ones = number.bitCount();
        if (number.compareTo(MARGIN) < 0
                || number.compareTo(prime.subtract(MARGIN)) > 0
                || ones < MIN_BITS_OF_EACH_KIND
                || number.bitLength() - ones < MIN_BITS_OF_EACH_KIND) {
            throw new MalformedException("Diffie-Hellman public key is not acceptable");
        }
        return number;
    }

    /** The primes, in a separate class because an enum's constants precede its other fields. */
    private static final class Primes {
        private static final String START = """
                ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd\
                ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed\
                ee386bfb5a899fa5ae9f24117c4b1fe649286651ece""";
        private static final String MIDDLE = """
                45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f\
                83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca""";
        static final String MODP_1024 = START + "65381ffffffffffffffff";
        static final String MODP_1536 = START + MIDDLE + "237327ffffffffffffffff";
        static final String MODP_2048 = START + MIDDLE + """
                18217c32905e462e36ce3b\
                e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510\
                15728e5a8aacaa68ffffffffffffffff""";
    }
}
