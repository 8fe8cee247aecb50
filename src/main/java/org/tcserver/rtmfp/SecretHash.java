package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * A keyed hash that only this server can compute, for data that it must recognise when it returns. The key is new at
 * each start. Confined to the endpoint's thread.
 */
final class SecretHash {
    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    SecretHash(SecureRandom random) {
        var key = new byte[LENGTH];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
        Arrays.fill(key, (byte) 0);
    }

    Bytes of(Bytes message) {
        return Bytes.wrap(mac.doFinal(message.toArray()));
    }

    /** Returns the hash of {@code message} from or to {@code path}. */
    Bytes of(Bytes message, Path path) {
        var bound = new ByteWriter(message.length() + 24);
        bound.bytes(message).u32(path.interfaceId());
        write(bound, path.address());
        return of(bound.toBytes());
    }

    /** Compares two hashes in constant time. */
    static boolean areEqual(Bytes one, Bytes other) {
        return MessageDigest.isEqual(one.toArray(), other.toArray());
    }

    private static void write(ByteWriter out, InetSocketAddress address) {
        out.u16(address.getPort()).bytes(Bytes.wrap(address.getAddress().getAddress()));
    }
}
