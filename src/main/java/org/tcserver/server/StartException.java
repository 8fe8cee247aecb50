package org.tcserver.server;

import java.io.Serial;

/** The server cannot be started as it was told to; the message says why in one line. */
public final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
