package org.tcserver.cli;

import java.io.Serial;

/** Arguments that make no sense; the message is one line that names the flag, and its value unless that is secret. */
final class UsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message.replaceAll("[\\p{Cntrl}\\p{Cs}\u2028\u2029]", "?"));
    }

    /** The same, said of what stands at {@code origin}: a place in a file, or empty for the command line. */
    UsageException at(String origin) {
        return origin.isEmpty() ? this : new UsageException(origin + ": " + getMessage());
    }
}
