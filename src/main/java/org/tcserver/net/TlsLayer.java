package org.tcserver.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS between a connection and its socket, based on the JDK's engine (RFC 8446, RFC 5246).
 *
 * <p>The reading thread reads and does the handshake. A lock guards encryption and sending, because the reading thread
 * must respond to some records while the loop writes. The lock is held only for computation and non-blocking writes.
 */
final class TlsLayer {
    private final SSLEngine engine;
    private final TcpTransport socket;
    private final ReentrantLock outbound = new ReentrantLock();
    private final ByteBuffer encrypted;
    /** Decrypted bytes that were not read yet, between position and limit. */
    private final ByteBuffer plain;

    private boolean mayHaveMore;

    TlsLayer(SSLEngine engine, TcpTransport socket) {
        this.engine = engine;
        this.socket = socket;
        encrypted = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /**
     * Does the handshake; waits for the client as needed. It acquires {@code turns} for its computations, which take
     * milliseconds.
     */
    void handshake(Semaphore turns) throws IOException {
        engine.beginHandshake();
        try {
            for (int step = 1; ; step++) {
                if (step % NetParameters.RECORDS_PER_READ == 0) {
                    socket.pause();
                }
                switch (engine.getHandshakeStatus()) {
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
                    case NEED_WRAP -> socket.writeFullyRaw(seal(ByteBuffer.allocate(0)));
                    case NEED_TASK -> compute(turns);
                    case FINISHED, NOT_HANDSHAKING -> {
                        return;
                    }
                }
            }
        } catch (SSLException e) {
            sendAlert();
            throw e;
        }
    }

    /** Implements {@link TcpTransport#read}. Fills {@code target} as far as input is available. */
    int read(ByteBuffer target) throws IOException {
        try {
            return readRecords(target);
        } catch (SSLException e) {
            sendAlert();
            throw e;
        }
    }

    private int readRecords(ByteBuffer target) throws IOException {
        int start = target.position();
        int recordsLeft = NetParameters.RECORDS_PER_READ;
        mayHaveMore = false;
        while (true) {
            drainPlain(target);
            if (!target.hasRemaining() || recordsLeft-- == 0) {
                mayHaveMore = true;
                return target.position() - start;
            }
            var result = unwrap();
            switch (result.getStatus()) {
                case OK -> afterwards(result.getHandshakeStatus());
                case BUFFER_UNDERFLOW -> {
                    int count = readEncrypted();
                    if (count <= 0) {
                        return target.position() > start ? target.position() - start : count;
                    }
                }
                case CLOSED -> {
                    mayHaveMore = true; // the end of the stream, which the socket does not signal
                    return target.position() > start ? target.position() - start : -1;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than TLS allows");
            }
        }
    }

    /** Returns whether {@link #read} may return bytes without new input from the socket. */
    boolean mayHaveMore() {
        return mayHaveMore;
    }

    /** Implements {@link TcpTransport#write}. */
    boolean write(ByteBuffer source) throws IOException {
        outbound.lock();
        try {
            var sealed = socket.loop().sealed().clear();
            while (source.hasRemaining()) {
                seal(source, sealed);
            }
            return socket.send(sealed.flip());
        } finally {
            outbound.unlock();
        }
    }

    /** Implements {@link TcpTransport#writeFully}. */
    void writeFully(ByteBuffer source) throws IOException {
        while (!flush()) {
            socket.awaitWritable();
        }
        while (source.hasRemaining()) {
            socket.writeFullyRaw(seal(source));
        }
    }

    /** Implements {@link TcpTransport#flush}. */
    boolean flush() throws IOException {
        outbound.lock();
        try {
            return socket.flushRaw();
        } finally {
            outbound.unlock();
        }
    }

    /** Sends a TLS close alert, and closes the socket's output. */
    void closeOutbound() throws IOException {
        outbound.lock();
        try {
            engine.closeOutbound();
            socket.send(seal(ByteBuffer.allocate(0)));
            socket.endOutput();
        } finally {
            outbound.unlock();
        }
    }

    /**
     * Reads encrypted bytes; throws if the buffer is full, because a record that does not fit can never be completed.
     */
    private int readEncrypted() throws IOException {
        if (!encrypted.hasRemaining()) {
            throw new SSLException("a record is longer than TLS allows");
        }
        return socket.readRaw(encrypted);
    }

    private void drainPlain(ByteBuffer target) {
        int count = Math.min(plain.remaining(), target.remaining());
        if (count > 0) {
            target.put(plain.slice(plain.position(), count));
            plain.position(plain.position() + count);
        }
    }

    /** Decrypts the next record into {@link #plain}, which is empty. */
    private SSLEngineResult unwrap() throws SSLException {
        encrypted.flip();
        try {
            return engine.unwrap(encrypted, plain.clear());
        } finally {
            encrypted.compact();
            plain.flip();
        }
    }

    private void unwrapHandshake() throws IOException {
        var result = unwrap();
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                int count = readEncrypted();
                if (count < 0 || (count == 0 && !socket.awaitReadable())) {
                    throw new EOFException("the client left during the TLS handshake");
                }
            }
            case CLOSED -> throw new EOFException("the client closed during the TLS handshake");
            case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than TLS allows");
        }
        mayHaveMore = plain.hasRemaining() || encrypted.position() > 0;
    }

    private void compute(Semaphore turns) {
        turns.acquireUninterruptibly();
        try {
            runTasks();
        } finally {
            turns.release();
        }
    }

    private void runTasks() {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Handles a record without data, which may require a response, for example a key update. */
    private void afterwards(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            sendRecord();
        }
    }

    private void sendRecord() throws IOException {
        outbound.lock();
        try {
            if (socket.keptBytes() > NetParameters.SEALED_BYTES) {
                throw new SSLException("the client asks for answers that it does not read");
            }
            socket.send(seal(ByteBuffer.allocate(0)));
        } finally {
            outbound.unlock();
        }
    }

    private void sendAlert() {
        try {
            sendRecord();
        } catch (IOException e) {
            return; // the client is unreachable, so the alert is dropped
        }
    }

    private ByteBuffer seal(ByteBuffer source) throws SSLException {
        var sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        seal(source, sealed);
        return sealed.flip();
    }

    /** Encrypts one record: data, or first any pending TLS message. */
    private void seal(ByteBuffer source, ByteBuffer sealed) throws SSLException {
        var result = engine.wrap(source, sealed);
        if (result.bytesProduced() == 0 && source.hasRemaining()) {
            throw new SSLException("TLS cannot send: " + result.getStatus() + ", " + result.getHandshakeStatus());
        }
    }
}
