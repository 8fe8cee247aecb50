package org.tcserver.cli;

import java.io.Serial;

/** Invalid arguments. The message is one line that contains the flag, and its value if that is not secret. */
final class UsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message.replaceAll("[\\p{Cntrl}\\p{Cs}\u2028\u2029]", "?"));
    }

    /** Returns the same error with its {@code origin}: a place in a file, or empty for the command line. */
    UsageException at(String origin) {
        return origin.isEmpty() ? this : new UsageException(origin + ": " + getMessage());
    }
}
