package org.tcserver.tc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.Bytes;

/** One client's connection, as its session and the hub see it; each transport implements it. Thread-safe. */
public interface TcConnection {
    Protocol protocol();

    /**
     * Returns {@code address:port} as shown in events; the values of {@code X-Forwarded-For} may follow after a
     * semicolon.
     */
    String farAddress();

    /** Returns the server's nonce in this session (RFC 7425 §4.5), or empty if the protocol has none. */
    default Bytes nearNonce() {
        return Bytes.EMPTY;
    }

    /** Returns the client's nonce in this session, or empty if the protocol has none. */
    default Bytes farNonce() {
        return Bytes.EMPTY;
    }

    /** Returns the client's peer ID, or empty if the protocol has none. */
    default Bytes peerId() {
        return Bytes.EMPTY;
    }

    /** Returns the account for the memory that this client uses. */
    MemoryAccount memory();

    /**
     * Returns the outlet of a stream; 0 is the control stream. Returns the same object until the stream is finished.
     */
    Outlet outlet(int streamId);

    /** Applies the client's own limit on network delay. Does nothing if the protocol has no such limit. */
    default void limitExtraDelay(Duration limit) {}

    /**
     * Sets how long the media that this connection plays is useful, so that the bytes in flight take only part of that
     * time. Does nothing if the protocol does not control network delay.
     */
    default void mediaLifetime(Duration lifetime) {}

    /**
     * Sets the addresses at which other clients may reach this one, replacing earlier ones (RFC 7425 §5.3.3). By
     * sending the list, the client agreed to introductions. Does nothing in protocols without introductions.
     */
    default void setPeerInfo(List<InetSocketAddress> addresses) {}

    /** Returns a snapshot of this connection's statistics. */
    ConnectionState state(long nowNanos);

    /**
     * Runs {@code task} soon on the thread that calls this connection's {@link TcHandler}; drops it after {@link
     * TcHandler#closed()}. Other threads can thus act on a session without sharing its state.
     */
    void execute(Runnable task);

    /**
     * Ends the connection: sends queued messages for a bounded time, then closes. Idempotent, does not wait. Afterwards
     * the connection's thread calls {@link TcHandler#closed()}.
     */
    void close();
}
