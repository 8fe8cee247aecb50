package org.tcserver.rtws.websocket;

import java.io.IOException;
import java.io.Serial;

/** Signals that a peer violated the WebSocket protocol. Carries no stack trace, since the error is the peer's. */
public final class WebSocketException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    /** {@code closeCode} goes into the close frame; see {@link CloseCode}. */
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
