package org.tcserver.rtmfp.crypto;

/** Values that RFC 7425 §4 leaves open. */
final class CryptoParameters {
    /** The length of the HMAC that the server sends: half of the hash, as in RFC 2104 §5. */
    static final int HMAC_BYTES = 16;

    /** The largest distance by which later packets may overtake a packet; RFC 7425 §4.7.3.3 requires at least this. */
    static final int REPLAY_WINDOW = 32;

    /** The length of the extra randomness in certificates and keying components: one block of SHA-256. */
    static final int EXTRA_RANDOMNESS_BYTES = 64;

    /** The most that is encrypted or decrypted at once; whole blocks. */
    static final int MAX_ENCRYPTED_BYTES = 8192;

    private CryptoParameters() {}
}
