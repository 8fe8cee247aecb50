package org.tcserver.pushav;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that enforces the stall limit on its reader's client. Confined to the exchange's thread. */
final class WatchedInput extends FilterInputStream {
    private final Activity activity;

    WatchedInput(InputStream in, Activity activity) {
        super(in);
        this.activity = activity;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = 0;
        activity.waiting();
        try {
            count = in.read(target, offset, length);
            return count;
        } catch (RuntimeException e) { // the library throws these for chunk lengths that it cannot represent
            throw new IOException("a malformed request body", e);
        } finally {
            activity.progress(Math.max(0, count));
        }
    }
}
