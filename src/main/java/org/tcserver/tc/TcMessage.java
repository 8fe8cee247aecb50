package org.tcserver.tc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.tcserver.wire.Bytes;

/**
 * One message, as its sender made it; every subscriber's queue holds the same object.
 *
 * <p>Immutable but for the count of queues that hold it, by which {@link MemoryBudget} charges the payload once however
 * many they are. Thread-safe.
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

    @SuppressWarnings("unused") // through HOLDERS
    private volatile int holders;

    /** {@code timestamp}: milliseconds, unsigned 32 bits that wrap. */
    public TcMessage(int type, int timestamp, Bytes payload) {
        this.type = type;
        this.timestamp = timestamp;
        this.payload = payload;
    }

    /** See {@link MessageType}. */
    public int type() {
        return type;
    }

    public Kind kind() {
        return Kind.of(type);
    }

    /** Milliseconds, unsigned 32 bits that wrap. */
    public int timestamp() {
        return timestamp;
    }

    public Bytes payload() {
        return payload;
    }

    /** True if nobody held it before. */
    boolean retain() {
        return (int) HOLDERS.getAndAdd(this, 1) == 0;
    }

    /** True if nobody holds it any more. */
    boolean release() {
        return (int) HOLDERS.getAndAdd(this, -1) == 1;
    }

    @Override
    public String toString() {
        return "TcMessage[type=" + type + ", timestamp=" + Integer.toUnsignedString(timestamp) + ", " + payload + "]";
    }
}
