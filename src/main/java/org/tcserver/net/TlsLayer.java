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
 * TLS between a connection and its socket, by the JDK's engine (RFC 8446, RFC 5246).
 *
 * <p>Reading and the handshake are the reading thread's. What goes out is sealed and sent under a lock of its own, since
 * the reading thread has to answer some records too; it is held for memory and a write that does not block.
 */
final class TlsLayer {
    private final SSLEngine engine;
    private final TcpTransport socket;
    private final ReentrantLock outbound = new ReentrantLock();
    private final ByteBuffer encrypted;
    /** Decrypted, but not asked for yet: between position and limit. */
    private final ByteBuffer plain;

    private boolean mayHaveMore;

    TlsLayer(SSLEngine engine, TcpTransport socket) {
        this.engine = engine;
        this.socket = socket;
        encrypted = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /** Shakes hands, waiting for the client as needed, and for {@code turns} to compute, which takes milliseconds. */
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

    /** See {@link TcpTransport#read}. Fills {@code target} as far as there is something to fill it with. */
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
                    mayHaveMore = true; // the end, which the socket does not announce
                    return target.position() > start ? target.position() - start : -1;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than TLS allows");
            }
        }
    }

    /** Whether {@link #read} may have something without any new bytes from the socket. */
    boolean mayHaveMore() {
        return mayHaveMore;
    }

    /** See {@link TcpTransport#write}. */
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

    /** See {@link TcpTransport#writeFully}. */
    void writeFully(ByteBuffer source) throws IOException {
        while (!flush()) {
            socket.awaitWritable();
        }
        while (source.hasRemaining()) {
            socket.writeFullyRaw(seal(source));
        }
    }

    /** See {@link TcpTransport#flush}. */
    boolean flush() throws IOException {
        outbound.lock();
        try {
            return socket.flushRaw();
        } finally {
            outbound.unlock();
        }
    }

    /** Tells the client that nothing more comes, and the socket. */
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

    /** A record that does not fit would be waited for in vain. */
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

    /** Opens the next record into {@link #plain}, which is empty. */
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

    /** A record that was no data may ask for an answer: new keys, for instance. */
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
            return; // there is nobody left to tell
        }
    }

    private ByteBuffer seal(ByteBuffer source) throws SSLException {
        var sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        seal(source, sealed);
        return sealed.flip();
    }

    /** One record, of data or, first of all, of what TLS itself has to say. */
    private void seal(ByteBuffer source, ByteBuffer sealed) throws SSLException {
        var result = engine.wrap(source, sealed);
        if (result.bytesProduced() == 0 && source.hasRemaining()) {
            throw new SSLException("TLS cannot send: " + result.getStatus() + ", " + result.getHandshakeStatus());
        }
    }
}
