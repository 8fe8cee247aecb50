package org.tcserver.tc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.Bytes;

/**
 * One client's connection, as its session and the hub see it; implemented by each transport. Thread-safe.
 */
public interface TcConnection {
    Protocol protocol();

    /** {@code address:port}, as events show it; what a proxy forwarded for may follow after a semicolon. */
    String farAddress();

    /** Our nonce in this session (RFC 7425 §4.5), or empty where the protocol has none. */
    default Bytes nearNonce() {
        return Bytes.EMPTY;
    }

    /** The client's nonce in this session, or empty where the protocol has none. */
    default Bytes farNonce() {
        return Bytes.EMPTY;
    }

    /** The client's peer ID, or empty where the protocol has none. */
    default Bytes peerId() {
        return Bytes.EMPTY;
    }

    /** What this client makes the server hold. */
    MemoryAccount memory();

    /** The outlet of a stream; 0 is the control stream. The same one each time until it is finished. */
    Outlet outlet(int streamId);

    /** The client asks for another limit of what the network may delay its messages; nothing to do where none is kept. */
    default void limitExtraDelay(Duration limit) {}

    /**
     * Says for how long the media that this connection plays are of use: bytes should be under way for a part of that at
     * most. Does nothing where the network's delay is not controlled.
     */
    default void mediaLifetime(Duration lifetime) {}

    /**
     * The client told the addresses under which others may reach it, perhaps none, and so agreed to be introduced to
     * them (RFC 7425 §5.3.3); the latest list counts. Nothing to do where nobody is introduced.
     */
    default void setPeerInfo(List<InetSocketAddress> addresses) {}

    /** What there is to tell about this connection now. */
    ConnectionState state(long nowNanos);

    /**
     * Runs {@code task} soon on the thread that calls this connection's {@link TcHandler}; drops it once {@link
     * TcHandler#closed()} was called. So whoever needs to tell a session something need not share its state.
     */
    void execute(Runnable task);

    /**
     * Ends the connection: sends what is queued, for a bounded time, then closes. Idempotent, does not wait. The
     * connection's thread calls {@link TcHandler#closed()} soon.
     */
    void close();
}
