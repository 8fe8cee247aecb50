package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Ping;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * A check that the far end is really at the source of its packets, before the session moves there (RFC 7016 §3.5.4.2).
 * Confined to its session's thread.
 */
final class Mobility {
    private static final int MARK = 'M';
    private static final int STATEMENT_BYTES = 1 + Integer.BYTES + Long.BYTES;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final SecretHash hash;
    private final int sessionId;
    private long sentNanos = LONG_AGO;
    private long confirmedNanos = LONG_AGO;

    Mobility(SecretHash hash, int sessionId) {
        this.hash = hash;
        this.sessionId = sessionId;
    }

    /**
     * Handles a packet from a path other than the session's. Returns the ping to send along it, or null if one was sent
     * recently.
     */
    @Nullable Ping check(Path path, long nowNanos) {
        if (nowNanos - sentNanos < RtmfpParameters.MOBILITY_INTERVAL_NANOS) {
            return null;
        }
        sentNanos = nowNanos;
        var statement = new ByteWriter(STATEMENT_BYTES)
                .u8(MARK)
                .u32(sessionId)
                .i64(nowNanos)
                .toBytes();
        return new Ping(new ByteWriter(STATEMENT_BYTES + SecretHash.LENGTH)
                .bytes(statement)
                .bytes(hash.of(statement, path))
                .toBytes());
    }

    /** Returns true if this ping echo, which arrived along {@code path}, proves that the far end is there now. */
    boolean confirms(Bytes echo, Path path, long nowNanos) {
        if (echo.length() != STATEMENT_BYTES + SecretHash.LENGTH || echo.at(0) != MARK) {
            return false;
        }
        var statement = echo.slice(0, STATEMENT_BYTES);
        long askedNanos = askedNanos(statement);
        if (askedNanos <= confirmedNanos
                || nowNanos - askedNanos > RtmfpParameters.MOBILITY_LIFETIME_NANOS
                || !SecretHash.areEqual(echo.slice(STATEMENT_BYTES), hash.of(statement, path))) {
            return false;
        }
        confirmedNanos = askedNanos;
        return true;
    }

    /** Returns the time of this session's ping, or a time long ago if the ping belongs to another session. */
    private long askedNanos(Bytes statement) {
        try {
            var in = new ByteReader(statement);
            in.skip(1, "mark");
            return in.i32("session ID") == sessionId ? in.i64("time") : LONG_AGO;
        } catch (MalformedException e) {
            throw new AssertionError("it is long enough", e);
        }
    }
}
