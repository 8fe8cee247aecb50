package org.tcserver.session;

import java.io.IOException;
import java.io.Serial;

/**
 * A client broke the rules of the command protocol. The message is the {@code reason} of the {@code error} event: a
 * fixed word, never anything that the client sent. Carries no stack trace: it reports a peer's error, not ours.
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
