package org.tcserver.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.memory.MemoryBudget;

/**
 * One TCP connection. Its virtual thread reads and waits for input; its loop writes and never waits.
 *
 * <p>The reading thread calls {@link #read}, {@link #awaitReadable} and {@link #writeFully}; the loop calls {@link
 * #write} and {@link #flush}. Any thread may call {@link #wakeReader} and {@link #close}. After {@link #secure}, these
 * methods carry data inside TLS.
 */
public final class TcpTransport {
    private static final Logger LOG = LoggerFactory.getLogger(TcpTransport.class);

    private final SocketChannel channel;
    private final IoLoop loop;
    private final SelectionKey key;
    private final MemoryAccount memory;
    private final ConnectionGate.Admission admission;
    private volatile InetSocketAddress farAddress;
    private volatile @Nullable Thread reader;
    private volatile @Nullable Writer writer;
    private volatile boolean woken;
    private @Nullable ByteBuffer pending;
    private boolean outputEnds;
    private volatile @Nullable TlsLayer tls;

    /**
     * Takes over {@code channel}, and opens its account in {@code budget}. If this throws, the caller closes the
     * channel.
     */
    TcpTransport(SocketChannel channel, IoLoop loop, ConnectionGate.Admission admission, MemoryBudget budget)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.admission = admission;
        farAddress = (InetSocketAddress) channel.getRemoteAddress();
        channel.configureBlocking(false);
        key = channel.register(loop.selector(), 0, this);
        memory = budget.open(Addresses.network(farAddress), this::close);
        memory.charge(NetParameters.CONNECTION_BYTES);
    }

    /** Returns the account for the memory that this connection uses. */
    public MemoryAccount memory() {
        return memory;
    }

    /** Makes the calling thread the reading thread. */
    public void attachReader() {
        reader = Thread.currentThread();
    }

    /**
     * Does the TLS handshake as a server with {@code engine}; all later data is encrypted. The reading thread calls
     * this before the loop writes anything. It waits for the client, and acquires {@code turns} for its computations.
     */
    public void secure(SSLEngine engine, Semaphore turns) throws IOException {
        memory.charge(NetParameters.TLS_BYTES);
        var layer = new TlsLayer(engine, this);
        layer.handshake(turns);
        tls = layer;
    }

    /** Sets the writer that the loop calls when a full socket accepts bytes again. */
    public void attachWriter(Writer newWriter) {
        writer = newWriter;
    }

    public IoLoop loop() {
        return loop;
    }

    /** Returns the client's address: the socket's peer, or the address that a proxy reported. */
    public InetSocketAddress farAddress() {
        return farAddress;
    }

    /** Sets the client's address, as reported by the proxy at the other end of the socket. */
    public void comesFrom(InetSocketAddress address) {
        farAddress = address;
        memory.moveTo(Addresses.network(address));
    }

    /** Counts the client for its address, which is now final; returns false if the gate refuses it. */
    public boolean settle() {
        return admission.settle(farAddress);
    }

    /** Releases the client's memory account and admission. Idempotent. */
    void leave() {
        memory.close();
        admission.leave();
    }

    /**
     * Reads available bytes without waiting. Returns their number, 0 if there are none now, or −1 at the end or after
     * any failure of the connection. Throws if the input violates TLS.
     */
    public int read(ByteBuffer target) throws SSLException {
        var layer = tls;
        try {
            return layer == null ? channel.read(target) : layer.read(target);
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            LOG.trace("the connection broke", e);
            return -1;
        }
    }

    int readRaw(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    /**
     * Waits until there may be input or another thread calls {@link #wakeReader}; returns false if the connection was
     * closed.
     */
    public boolean awaitReadable() {
        var layer = tls;
        if (layer != null && layer.mayHaveMore()) {
            pause();
        } else if (!woken) {
            try {
                arm(SelectionKey.OP_READ);
            } catch (ClosedChannelException e) {
                return false;
            }
            while (!woken && channel.isOpen()) {
                LockSupport.park(this);
            }
        }
        woken = false;
        return channel.isOpen();
    }

    /** Parks briefly so that other threads can run, because virtual threads are not preempted. */
    void pause() {
        LockSupport.parkNanos(this, NetParameters.PAUSE_NANOS);
    }

    /** Returns the number of bytes that the kernel has not accepted yet. */
    int keptBytes() {
        var rest = pending;
        return rest == null ? 0 : rest.remaining();
    }

    /** Makes the reading thread return from {@link #awaitReadable}, now or at its next call. */
    public void wakeReader() {
        woken = true;
        LockSupport.unpark(reader);
    }

    /** Writes all of {@code source} and waits as needed. For handshakes, before the loop writes anything. */
    public void writeFully(ByteBuffer source) throws IOException {
        var layer = tls;
        if (layer == null) {
            writeFullyRaw(source);
        } else {
            layer.writeFully(source);
        }
    }

    void writeFullyRaw(ByteBuffer source) throws IOException {
        while (true) {
            channel.write(source);
            if (!source.hasRemaining()) {
                return;
            }
            arm(SelectionKey.OP_WRITE);
            awaitWritable();
        }
    }

    /** Waits until the socket accepts bytes again or is closed. */
    void awaitWritable() {
        LockSupport.park(this);
    }

    /**
     * Writes {@code source}. Keeps bytes that the kernel does not accept now, and sends them before any others.
     *
     * @return false if bytes were kept: write no more until the loop calls the writer again and {@link #flush} returns
     *     true
     */
    public boolean write(ByteBuffer source) throws IOException {
        var layer = tls;
        return layer == null ? send(source) : layer.write(source);
    }

    /** Writes {@code source} after the kept bytes; returns false if bytes are kept now. */
    boolean send(ByteBuffer source) throws IOException {
        var rest = pending;
        if (rest == null) {
            channel.write(source);
            if (!source.hasRemaining()) {
                return true;
            }
            memory.charge(source.remaining());
            pending = ByteBuffer.allocate(source.remaining()).put(source).flip();
        } else {
            memory.release(rest.capacity());
            memory.charge(rest.remaining() + source.remaining());
            pending = ByteBuffer.allocate(rest.remaining() + source.remaining())
                    .put(rest)
                    .put(source)
                    .flip();
        }
        arm(SelectionKey.OP_WRITE);
        return false;
    }

    /** Writes the kept bytes; returns true if none are left. */
    public boolean flush() throws IOException {
        var layer = tls;
        return layer == null ? flushRaw() : layer.flush();
    }

    boolean flushRaw() throws IOException {
        var rest = pending;
        if (rest != null) {
            channel.write(rest);
            if (rest.hasRemaining()) {
                arm(SelectionKey.OP_WRITE);
                return false;
            }
            memory.release(rest.capacity());
            pending = null;
        }
        if (outputEnds) {
            channel.shutdownOutput();
        }
        return true;
    }

    public <T> void setOption(java.net.SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
    }

    /** Closes the output after the kept bytes are written; reading continues. */
    public void shutdownOutput() throws IOException {
        var layer = tls;
        if (layer == null) {
            endOutput();
        } else {
            layer.closeOutbound();
        }
    }

    void endOutput() throws IOException {
        outputEnds = true;
        flushRaw();
    }

    /** Reads and discards all input until the end. For the reading thread. */
    public void drain(Pace pace) {
        var buffer = ByteBuffer.allocate(NetParameters.DRAIN_BYTES);
        try {
            for (int count = 0; count >= 0; count = read(buffer.clear())) {
                if (count == 0 && !awaitReadable()) {
                    return;
                }
                pace.read(count);
            }
        } catch (SSLException e) {
            LOG.trace("the client ended with something else than TLS", e);
        }
    }

    /** Closes at once and wakes the reading thread. Idempotent. */
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is released even if closing fails
            LockSupport.unpark(reader);
        }
        loop.wakeForClosed();
        LockSupport.unpark(reader);
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    /** Handles the readiness of the socket for {@code ops}, which were disarmed. */
    void ready(int ops) {
        var layer = tls;
        if ((ops & SelectionKey.OP_WRITE) != 0 && layer != null) {
            flushAnswer(layer);
        }
        var current = writer;
        if ((ops & SelectionKey.OP_WRITE) != 0 && current != null) {
            loop.schedule(current, true);
        }
        if ((ops & SelectionKey.OP_READ) != 0) {
            woken = true;
        }
        LockSupport.unpark(reader);
    }

    /** Flushes kept bytes, which may be only a TLS response that the writer does not know about. */
    private void flushAnswer(TlsLayer layer) {
        try {
            layer.flush();
        } catch (IOException e) {
            close();
        }
    }

    private void arm(int operation) throws ClosedChannelException {
        try {
            key.interestOpsOr(operation);
        } catch (CancelledKeyException e) {
            throw new ClosedChannelException();
        }
        loop.wake();
    }
}
