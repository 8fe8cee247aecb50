package org.tcserver.testing;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link RtmpClient}. Immutable; each method returns a changed copy. */
public record RtmpClientSettings(
        int port,
        boolean digest,
        int receiveBuffer,
        int bytesPerSecond,
        int ackEvery,
        @Nullable SSLContext tls) {
    /** Acknowledges at half the window that the server requests. */
    public static final int AS_ASKED = 0;

    public static final int NEVER = -1;

    static RtmpClientSettings to(int port) {
        return new RtmpClientSettings(port, false, 0, 0, AS_ASKED, null);
    }

    public RtmpClientSettings withDigest() {
        return new RtmpClientSettings(port, true, receiveBuffer, bytesPerSecond, ackEvery, tls);
    }

    /** Sets the size of the socket's receive buffer in bytes. */
    public RtmpClientSettings withReceiveBuffer(int bytes) {
        return new RtmpClientSettings(port, digest, bytes, bytesPerSecond, ackEvery, tls);
    }

    /** Limits reading to this rate. */
    public RtmpClientSettings readingAt(int bytesPerSecond) {
        return new RtmpClientSettings(port, digest, receiveBuffer, bytesPerSecond, ackEvery, tls);
    }

    /** Sets the bytes between acknowledgements, or {@link #AS_ASKED} or {@link #NEVER}. */
    public RtmpClientSettings acknowledging(int everyBytes) {
        return new RtmpClientSettings(port, digest, receiveBuffer, bytesPerSecond, everyBytes, tls);
    }

    /** Connects to a TLS port instead. */
    public RtmpClientSettings underTls(SSLContext context, int tlsPort) {
        return new RtmpClientSettings(tlsPort, digest, receiveBuffer, bytesPerSecond, ackEvery, context);
    }

    /** Connects the socket and shakes hands. */
    public RtmpClient open() throws IOException {
        return new RtmpClient(this);
    }
}
