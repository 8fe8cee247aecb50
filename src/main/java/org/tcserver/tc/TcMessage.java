package org.tcserver.tc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.Bytes;

/**
 * One message as its sender created it. All subscribers' queues share the same object.
 *
 * <p>Immutable, except for the number of queues that hold it: its payload is charged once, regardless of that number.
 * Thread-safe.
 */
public final class TcMessage {
    private static final VarHandle HOLDERS;

    static {
        try {
            HOLDERS = MethodHandles.lookup().findVarHandle(TcMessage.class, "holders", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int type;
    private final int timestamp;
    private final Bytes payload;

    @SuppressWarnings("unused") // accessed through HOLDERS
    private volatile int holders;

    /** The account that pays for the payload, or null if not yet determined. */
    private volatile @Nullable MemoryAccount payer;

    /**
     * Creates a message.
     *
     * @param timestamp milliseconds, unsigned 32 bits that wrap
     */
    public TcMessage(int type, int timestamp, Bytes payload) {
        this.type = type;
        this.timestamp = timestamp;
        this.payload = payload;
    }

    /** Returns one of the values in {@link MessageType}, or an unknown one. */
    public int type() {
        return type;
    }

    public Kind kind() {
        return Kind.of(type);
    }

    /** Returns milliseconds, unsigned 32 bits that wrap. */
    public int timestamp() {
        return timestamp;
    }

    public Bytes payload() {
        return payload;
    }

    /**
     * Charges the payload to {@code account}, regardless of the number of queues. Call it before a queue holds the
     * message.
     */
    public void chargeTo(MemoryAccount account) {
        payer = account;
    }

    /** Returns whether a queue of {@code owner} has room for the payload. */
    boolean hasRoom(MemoryAccount owner) {
        var account = payer;
        return (account == null ? owner : account).hasMediaRoom();
    }

    /** Charges the payload if no other queue holds it. {@code owner} pays unless another account was set. */
    void retain(MemoryAccount owner) {
        if ((int) HOLDERS.getAndAdd(this, 1) == 0) {
            var account = payer;
            if (account == null) {
                account = owner;
                payer = owner;
            }
            account.holdMedia(payload.length());
        }
    }

    /** Reverses a {@link #retain}. */
    void release() {
        var account = payer;
        if ((int) HOLDERS.getAndAdd(this, -1) == 1 && account != null) {
            account.releaseMedia(payload.length());
        }
    }

    @Override
    public String toString() {
        return "TcMessage[type=" + type + ", timestamp=" + Integer.toUnsignedString(timestamp) + ", " + payload + "]";
    }
}
