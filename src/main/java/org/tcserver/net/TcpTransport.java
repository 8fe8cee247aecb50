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
 * One TCP connection: its virtual thread reads and waits for more to read, its loop writes without ever waiting.
 *
 * <p>{@link #read}, {@link #awaitReadable} and {@link #writeFully} are the reading thread's, {@link #write} and {@link
 * #flush} the loop's; {@link #wakeReader} and {@link #close} anybody's. Once it is {@link #secure}, all of them are about
 * what TLS carries.
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

    /** Takes over {@code channel}, and opens its account in {@code budget}. The caller closes the channel if this throws. */
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

    /** What this connection makes the server hold. */
    public MemoryAccount memory() {
        return memory;
    }

    /** Makes the calling thread the one that reads. */
    public void attachReader() {
        reader = Thread.currentThread();
    }

    /**
     * Shakes hands as {@code engine}'s server; from then on everything is encrypted. For the reading thread, before
     * anything is left to the loop; waits for the client, and for one of {@code turns} to compute.
     */
    public void secure(SSLEngine engine, Semaphore turns) throws IOException {
        memory.charge(NetParameters.TLS_BYTES);
        var layer = new TlsLayer(engine, this);
        layer.handshake(turns);
        tls = layer;
    }

    /** Whom the loop calls when the socket, having been full, takes bytes again. */
    public void attachWriter(Writer newWriter) {
        writer = newWriter;
    }

    public IoLoop loop() {
        return loop;
    }

    /** The client's address: that of the socket's other end, or the one that a proxy reported. */
    public InetSocketAddress farAddress() {
        return farAddress;
    }

    /** Sets the client's address, which the proxy at the socket's other end reported. */
    public void comesFrom(InetSocketAddress address) {
        farAddress = address;
        memory.moveTo(Addresses.network(address));
    }

    /** Counts the client for its address, which will not change any more; returns false if the gate refuses it. */
    public boolean settle() {
        return admission.settle(farAddress);
    }

    /** Gives back the client's memory and place. Idempotent. */
    void leave() {
        memory.close();
        admission.leave();
    }

    /**
     * Reads what there is: bytes read, 0 if there are none now, −1 at the end, however it came about. Does not wait. Throws
     * if what came is not TLS, where it should be.
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

    /** Waits until there may be something to read, or {@link #wakeReader} was called; false if the connection was closed. */
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

    /** Lets others have their turn: a virtual thread is never preempted. */
    void pause() {
        LockSupport.parkNanos(this, NetParameters.PAUSE_NANOS);
    }

    /** Bytes that the kernel has not taken yet. */
    int keptBytes() {
        var rest = pending;
        return rest == null ? 0 : rest.remaining();
    }

    /** Makes the reading thread return from {@link #awaitReadable}, now or when it next gets there. */
    public void wakeReader() {
        woken = true;
        LockSupport.unpark(reader);
    }

    /** Writes all of {@code source}, waiting as needed: for handshakes, before anything is left to the loop. */
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

    /** Waits for the socket to take bytes again, or to be closed. */
    void awaitWritable() {
        LockSupport.park(this);
    }

    /**
     * Writes {@code source}; what the kernel does not take now is kept and goes out before anything else.
     *
     * @return false if something was kept: write no more until the writer is called again and {@link #flush} is true
     */
    public boolean write(ByteBuffer source) throws IOException {
        var layer = tls;
        return layer == null ? send(source) : layer.write(source);
    }

    /** Writes {@code source} after what was kept; false if something is kept now. */
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

    /** Writes what was kept; true if nothing is left. */
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

    /** Tells the peer that nothing more comes, once what was kept is written; reading goes on. */
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

    /** Reads whatever still comes, and drops it, until the end. For the reading thread. */
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
            // The descriptor is released all the same, and there is nobody left to tell.
            LockSupport.unpark(reader);
        }
        loop.wakeForClosed();
        LockSupport.unpark(reader);
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    /** The socket is ready for {@code ops}, which were disarmed. */
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

    /** An answer of TLS's own may be all that was kept: the writer knows nothing of it. */
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
