package org.tcserver.session;

import java.io.IOException;
import java.io.Serial;

/**
 * Signals that a client violated the command protocol. The message is the {@code reason} of the {@code error} event: a
 * fixed word, never text from the client. Carries no stack trace, since the error is the client's.
 */
public final class ProtocolException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ProtocolException(String reason) {
        super(reason);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
