package org.tcserver.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tcserver.wire.Bytes;

/**
 * A proxy at 127.0.0.2 that forwards connections, each after a header of the PROXY protocol. A client at 127.0.0.1
 * reaches the server from 127.0.0.2. Thread-safe.
 */
public final class HeaderProxy implements AutoCloseable {
    /** The proxy's address as the server sees it. */
    public static final String HOST = "127.0.0.2";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile Bytes header;

    /** Starts to forward to this port of the loopback interface. */
    public HeaderProxy(int target, Bytes header) throws IOException {
        this.target = target;
        this.header = header;
        Thread.ofVirtual().name("header-proxy").start(this::acceptAll);
    }

    /** Makes a proxy that sends this client address in version 1, for example {@code 203.0.113.7:4711}. */
    public static HeaderProxy telling(String client, int target) throws IOException {
        return new HeaderProxy(target, line(client));
    }

    /** Returns the version 1 header for this IPv4 client. */
    public static Bytes line(String client) {
        var parts = client.split(":", -1);
        return Bytes.ofUtf8("PROXY TCP4 " + parts[0] + " 192.0.2.1 " + parts[1] + " 1935\r\n");
    }

    /** Connects to the server from the proxy's address. Sends nothing. */
    public static Socket connect(int port) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(HOST, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        return socket;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Sets the header of later connections. */
    public void tell(Bytes newHeader) {
        header = newHeader;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var server = connect(target);
                server.setSoTimeout(0);
                sockets.add(client);
                sockets.add(server);
                server.getOutputStream().write(header.toArray());
                Thread.ofVirtual().start(() -> pump(client, server));
                Thread.ofVirtual().start(() -> pump(server, client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Copies bytes until either end closes, then closes both. */
    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction ended and closed both sockets.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
