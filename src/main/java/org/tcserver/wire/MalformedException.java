package org.tcserver.wire;

import java.io.IOException;
import java.io.Serial;

/**
 * Input that breaks its format. The message says what was wrong, in words fit for the event log; it never quotes the
 * input. Carries no stack trace: it reports a peer's error, not ours.
 */
public final class MalformedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
