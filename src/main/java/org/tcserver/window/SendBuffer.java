package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.DRAIN_PERIOD_NANOS;
import static org.tcserver.window.SendWindowParameters.INITIAL_KERNEL_BYTES;
import static org.tcserver.window.SendWindowParameters.MAX_KERNEL_BYTES;
import static org.tcserver.window.SendWindowParameters.MIN_KERNEL_BYTES;
import static org.tcserver.window.SendWindowParameters.MIN_PORTION;

/**
 * How much the kernel should hold for one client: what it drains in the delay that is allowed.
 *
 * <p>The drain is measured from one moment at which the kernel was full to another, with the sender having waited for
 * most of the time between: what was written in between is what drained, but for what the buffer grew. The buffer doubles while that calls for a quarter more, and halves when it calls for less than half. Not thread-safe.
 */
final class SendBuffer {
    private int kernelBytes = INITIAL_KERNEL_BYTES;
    private boolean measuring;
    private long startBytes;
    private int startKernelBytes;
    private long startNanos;
    private boolean blocked;
    private long blockedSinceNanos;
    private long blockedNanos;

    /**
     * The kernel takes no more; {@code bytes} were sent until now.
     *
     * @return true if the sender is seen to have waited for it most of the time, and more in it would be of no use
     */
    boolean blocked(long bytes, long delayNanos, long nowNanos) {
        if (blocked) {
            return false;
        }
        blocked = true;
        blockedSinceNanos = nowNanos;
        long elapsedNanos = nowNanos - startNanos;
        if (measuring && elapsedNanos < DRAIN_PERIOD_NANOS) {
            return false;
        }
        long drained = bytes - startBytes - (kernelBytes - startKernelBytes);
        boolean conclusive = measuring && blockedNanos >= elapsedNanos / 2;
        int before = kernelBytes;
        start(bytes, nowNanos);
        if (conclusive) {
            fit((double) drained / elapsedNanos * delayNanos);
        }
        return conclusive && kernelBytes <= before;
    }

    /** The kernel takes more again; returns how long it did not. */
    long writable(long nowNanos) {
        if (!blocked) {
            return 0;
        }
        blocked = false;
        long waitedNanos = nowNanos - blockedSinceNanos;
        blockedNanos += waitedNanos;
        return waitedNanos;
    }

    /** No more than {@code bytes} are wanted in flight: holding twice as much would be of no use. */
    void shrinkTo(long bytes) {
        if (bytes < kernelBytes / 2) {
            kernelBytes = Math.max(kernelBytes / 2, MIN_KERNEL_BYTES);
        }
    }

    /** The value for {@code SO_SNDBUF}. */
    int size() {
        return kernelBytes / 2;
    }

    /** The most that should be handed over at once, so that what waits for the kernel is little beside what it holds. */
    int portion() {
        return Math.max(kernelBytes / 4, MIN_PORTION);
    }

    private void start(long bytes, long nowNanos) {
        measuring = true;
        startBytes = bytes;
        startKernelBytes = kernelBytes;
        startNanos = nowNanos;
        blockedNanos = 0;
    }

    private void fit(double wantedBytes) {
        if (wantedBytes >= 1.25 * kernelBytes) {
            kernelBytes = Math.min(2 * kernelBytes, MAX_KERNEL_BYTES);
        } else {
            shrinkTo((long) wantedBytes);
        }
    }
}
