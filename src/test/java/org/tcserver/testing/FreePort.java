package org.tcserver.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for those who have to know theirs before they bind it. Thread-safe. */
public final class FreePort {
    /** Below those that Linux gives to whoever does not care, who might get one before it is bound. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final AtomicInteger TAKEN = new AtomicInteger(new Random().nextInt(COUNT));

    private FreePort() {}

    /** One that nobody uses, over TCP and UDP, and that is given out once. */
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
