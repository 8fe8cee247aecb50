package org.tcserver.pushav.ingest;

import java.io.IOException;

/** A failure of the disk: it is full or broken. The client is not at fault. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    public StorageException(IOException cause) {
        super(cause.getMessage(), cause);
        this.full = full(cause);
    }

    /** Returns whether the disk or the user's quota is full. */
    public boolean full() {
        return full;
    }

    private static boolean full(IOException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.contains("No space left on device") || message.contains("quota exceeded");
    }
}
