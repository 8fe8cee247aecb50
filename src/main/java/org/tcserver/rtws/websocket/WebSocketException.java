package org.tcserver.rtws.websocket;

import java.io.IOException;
import java.io.Serial;

/** A peer broke the rules of WebSocket. Carries no stack trace: it reports a peer's error, not ours. */
public final class WebSocketException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    /** {@code closeCode} is told to the peer, see {@link CloseCode}. */
    public WebSocketException(int closeCode, String message) {
        super(message);
        this.closeCode = closeCode;
    }

    public int closeCode() {
        return closeCode;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
