package org.tcserver.server;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The server cannot start with its configuration; the message gives the reason in one line. */
public final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
