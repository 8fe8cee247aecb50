package org.tcserver.rtmfp.crypto;

/** What RFC 7425 §4 leaves to us. */
final class CryptoParameters {
    /** The length of the HMAC that we send: half of the hash, as RFC 2104 §5 has it. */
    static final int HMAC_BYTES = 16;

    /** How far a packet may be overtaken by others; RFC 7425 §4.7.3.3 demands at least this. */
    static final int REPLAY_WINDOW = 32;

    /** Of certificates and keying components: one block of SHA-256. */
    static final int EXTRA_RANDOMNESS_BYTES = 64;

    /** How much is encrypted or decrypted at once at most; whole blocks. */
    static final int MAX_ENCRYPTED_BYTES = 8192;

    private CryptoParameters() {}
}
