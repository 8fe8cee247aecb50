package org.tcserver.cert;

import java.math.BigInteger;
import java.util.Arrays;

/** The probable format of a file that is not PEM, by its first bytes (X.690, RFC 7292 §4). Immutable. */
enum BinaryForm {
    /** One certificate or key. */
    DER,
    /** A key and its certificates. */
    PKCS12,
    UNKNOWN;

    private static final int SEQUENCE = 0x30;
    private static final int LONG_LENGTH = 0x80;
    private static final int MAX_LENGTH_BYTES = 4;
    /** The integer 3, the version of PKCS #12. */
    private static final byte[] VERSION_3 = {2, 1, 3};

    static BinaryForm of(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != SEQUENCE) {
            return UNKNOWN;
        }
        int first = bytes[1] & 0xff;
        int lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
        int content = 2 + lengthBytes;
        if (lengthBytes > MAX_LENGTH_BYTES || content + VERSION_3.length > bytes.length) {
            return UNKNOWN;
        }
        if (Arrays.equals(bytes, content, content + VERSION_3.length, VERSION_3, 0, VERSION_3.length)) {
            return PKCS12;
        }
        long length = first < LONG_LENGTH ? first : new BigInteger(1, bytes, 2, lengthBytes).longValue();
        return content + length == bytes.length ? DER : UNKNOWN;
    }
}
