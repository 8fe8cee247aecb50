package org.tcserver.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** A low-level WebSocket client that can send invalid data. Sending is thread-safe. */
public final class RawWebSocket implements AutoCloseable {
    public static final int BINARY = 0x82;
    public static final int CLOSE = 0x88;
    public static final int PING = 0x89;
    public static final int PONG = 0x8a;

    public static final String UPGRADE = String.join(
            "\r\n",
            "GET /any/path HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");

    /** The answer to the key of RFC 6455 §1.3. */
    private static final String PROOF = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /** A received frame. {@code first}: its first byte. */
    public record Frame(int first, Bytes payload) {
        /** Returns the code of a close frame. */
        public int closeCode() {
            return payload.length() < 2 ? 1005 : payload.at(0) << 8 | payload.at(1);
        }
    }

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final PacedInput input;
    private final DataInputStream in;
    private final ReentrantLock writing = new ReentrantLock();

    /** Connects without sending. 0 means the default receive buffer, or no rate limit. */
    public RawWebSocket(int port, int receiveBuffer, int bytesPerSecond) throws IOException {
        this(port, receiveBuffer, bytesPerSecond, null);
    }

    /** Does the same with TLS if {@code tls} is not null. */
    public RawWebSocket(int port, int receiveBuffer, int bytesPerSecond, @Nullable SSLContext tls) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        var stream = TlsFiles.layer(socket, tls);
        out = stream.getOutputStream();
        input = new PacedInput(stream.getInputStream(), bytesPerSecond);
        in = new DataInputStream(new BufferedInputStream(input, 4096));
    }

    /** Performs the upgrade. {@code headers} are additional ones, each with CR LF. */
    public RawWebSocket upgraded(String headers) throws IOException {
        send(Bytes.ofUtf8(UPGRADE + headers + "\r\n"));
        var answer = readHead();
        if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains(PROOF)) {
            throw new AssertionError("no upgrade: " + answer);
        }
        return this;
    }

    public static RawWebSocket open(int port) throws IOException {
        return new RawWebSocket(port, 0, 0).upgraded("");
    }

    public String localAddress() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public PacedInput input() {
        return input;
    }

    public void send(Bytes bytes) throws IOException {
        writing.lock();
        try {
            out.write(bytes.toArray());
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Sends a masked frame that begins with {@code first}. */
    public void frame(int first, Bytes payload) throws IOException {
        send(masked(first, payload));
    }

    /** Returns the bytes of a masked frame. */
    public static Bytes masked(int first, Bytes payload) {
        var frame = new ByteWriter(payload.length() + 14).u8(first);
        int length = payload.length();
        if (length < 126) {
            frame.u8(0x80 | length);
        } else if (length < 65_536) {
            frame.u8(0x80 | 126).u16(length);
        } else {
            frame.u8(0x80 | 127).i64(length);
        }
        int mask = 0x1b2c3d4e;
        frame.u32(mask);
        for (int i = 0; i < length; i++) {
            frame.u8(payload.at(i) ^ mask >>> (8 * (3 - i % 4)));
        }
        return frame.toBytes();
    }

    /** Reads the head of an HTTP response. */
    public String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("closed after: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** Reads the next frame. Returns null at the end. */
    public @Nullable Frame read() throws IOException {
        try {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length > 126) {
                throw new IOException("a server's frame that is masked or long: " + length);
            }
            var payload = new byte[length];
            in.readFully(payload);
            return new Frame(first, Bytes.wrap(payload));
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /** Reads to the end and returns the code of the last close frame, or 1006 if the server sent none. */
    public int awaitClose() throws IOException {
        int code = 1006;
        for (var frame = read(); frame != null; frame = read()) {
            if (frame.first() == CLOSE) {
                code = frame.closeCode();
            }
        }
        return code;
    }

    /** Removes the read timeout. */
    void withoutTimeout() throws IOException {
        socket.setSoTimeout(0);
    }

    /** Closes the sending side. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Resets the connection: the server's next write or read fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Skips the body of an HTTP response. */
    public void skip(int bytes) throws IOException {
        in.skipNBytes(bytes);
    }

    /** Reads everything after the head as text. */
    public String readText() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
