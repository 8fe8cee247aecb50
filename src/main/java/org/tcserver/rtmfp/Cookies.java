package org.tcserver.rtmfp;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * Cookies, which an initiator must return before the server keeps any state for it (RFC 7016 §3.5.1.1.2). Confined to
 * the endpoint's thread.
 *
 * <p>The first half of a cookie proves its age and origin, the second half its recipient's address. A cookie has 64
 * bytes, because some clients accept no other length.
 */
final class Cookies {
    enum Verdict {
        VALID,
        /** A recent cookie of this server, made for another address. */
        OTHER_ADDRESS,
        INVALID
    }

    static final int LENGTH = 64;

    private static final int TIME_BYTES = Long.BYTES;
    private static final int ORIGIN_BYTES = LENGTH / 2;

    private final SecretHash hash;

    Cookies(SecureRandom random) {
        hash = new SecretHash(random);
    }

    /** Creates a cookie for the far end of {@code path}. */
    Bytes make(Path path, long nowNanos) {
        var origin = origin(TimeUnit.NANOSECONDS.toMillis(nowNanos));
        return new ByteWriter(LENGTH).bytes(origin).bytes(hash.of(origin, path)).toBytes();
    }

    Verdict check(Bytes cookie, Path path, long nowNanos) {
        if (cookie.length() != LENGTH) {
            return Verdict.INVALID;
        }
        var origin = cookie.slice(0, ORIGIN_BYTES);
        long madeMillis = time(origin);
        long ageMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos) - madeMillis;
        if (ageMillis < 0
                || ageMillis > RtmfpParameters.COOKIE_LIFETIME_MILLIS
                || !SecretHash.areEqual(origin, origin(madeMillis))) {
            return Verdict.INVALID;
        }
        boolean isHis = SecretHash.areEqual(cookie.slice(ORIGIN_BYTES), hash.of(origin, path));
        return isHis ? Verdict.VALID : Verdict.OTHER_ADDRESS;
    }

    private Bytes origin(long madeMillis) {
        var time = new ByteWriter(TIME_BYTES).i64(madeMillis).toBytes();
        return new ByteWriter(ORIGIN_BYTES)
                .bytes(time)
                .bytes(hash.of(time).slice(0, ORIGIN_BYTES - TIME_BYTES))
                .toBytes();
    }

    private static long time(Bytes origin) {
        try {
            return new ByteReader(origin).i64("time");
        } catch (MalformedException e) {
            throw new AssertionError("it is long enough", e);
        }
    }
}
