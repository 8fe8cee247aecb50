package org.tcserver.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Free ports for programs that need their port number before they bind. Thread-safe. */
public final class FreePort {
    /** The range lies below Linux's ephemeral ports, so that Linux assigns none of these to another socket. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final AtomicInteger TAKEN = new AtomicInteger(new Random().nextInt(COUNT));

    private FreePort() {}

    /** Returns a port that is free over TCP and UDP. Returns each port once. */
    public static int next() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(TAKEN.incrementAndGet(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free");
    }

    private static boolean isFree(int port) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var tcp = new ServerSocket(port, 1, loopback);
                var udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
            return tcp.isBound() && udp.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
