package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends queries like a resolver: a PTR query to the multicast group (RFC 6762). */
class AdvertisementIT {
    private static final int MDNS_PORT = 5353;
    private static final int AGAIN_MILLIS = 1000;
    private static final int TRIES = 20;
    private static final String PTR = "\0\u000c\0\u0001";
    private static final String ADDRESS = "\0\u0004\u007f\0\0\u0001";
    private static final String QUERY = "\0\0\0\0\0\1\0\0\0\0\0\0\5_http\4_tcp\5local\0\0\u000c\0\1";

    @Test
    void isResolved() throws Exception {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (var advertisement = Advertisement.start("Test cam", List.of(loopback), 0x4321)) {
            assertEquals(List.of("Test-cam"), advertisement.names());
            var answer = ask(loopback);
            assertTrue(answer.contains("\0\0\0\0C!"), "SRV with priority, weight and port: " + answer);
            assertTrue(answer.contains("\u0008Test-cam"), answer);
        }
    }

    private static String ask(InetAddress address) throws IOException {
        var group =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 224, 0, 0, (byte) 251}), MDNS_PORT);
        var network = NetworkInterface.getByInetAddress(address);
        try (var socket = new MulticastSocket(MDNS_PORT)) {
            socket.joinGroup(group, network);
            socket.setNetworkInterface(network);
            socket.setSoTimeout(AGAIN_MILLIS);
            for (int i = 0; i < TRIES; i++) {
                var query = QUERY.getBytes(ISO_8859_1);
                socket.send(new DatagramPacket(query, query.length, group));
                var answer = answer(socket);
                if (!answer.isEmpty()) {
                    return answer;
                }
            }
            return "no answer";
        }
    }

    /** Returns the answer with the address, or an empty string after a timeout. */
    private static String answer(MulticastSocket socket) throws IOException {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[9000], 9000);
                socket.receive(packet);
                var text = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
                boolean response = (text.charAt(2) & 0x80) != 0;
                boolean named = text.contains("\u0008Test cam") && text.contains(PTR);
                if (response && named && text.contains(ADDRESS)) {
                    return text;
                }
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
    }
}
