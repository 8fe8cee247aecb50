package org.tcserver.pushav.ingest;

import java.io.IOException;

/** The disk refused: it is full, or broken. Never the client's fault. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    public StorageException(IOException cause) {
        super(cause.getMessage(), cause);
        this.full = full(cause);
    }

    /** Whether the disk, or the user's share of it, is full. */
    public boolean full() {
        return full;
    }

    private static boolean full(IOException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.contains("No space left on device") || message.contains("quota exceeded");
    }
}
