package org.tcserver.wire;

import java.io.IOException;
import java.io.Serial;

/**
 * Input that violates its format. The message describes the error in a form suitable for the event log, and never
 * quotes the input. It has no stack trace, because it reports a peer's error.
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
