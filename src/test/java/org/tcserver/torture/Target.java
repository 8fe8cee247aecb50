package org.tcserver.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpClientSettings;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TlsFiles;

/** The server's ports. Immutable. */
record Target(Map<Protocol, Integer> ports, SSLContext tls) {
    /** The protocols of 50 clients. The first six use one protocol each. */
    private static final List<Protocol> MIX = mix();

    static Target of(ServerProcess server, TlsFiles files)
            throws IOException, GeneralSecurityException, InterruptedException {
        var ports = new EnumMap<Protocol, Integer>(Protocol.class);
        for (var protocol : Protocol.values()) {
            ports.put(protocol, server.port(protocol.label()));
        }
        return new Target(Map.copyOf(ports), files.trusting());
    }

    private static List<Protocol> mix() {
        var rest = new ArrayList<Protocol>();
        var further = Map.of(
                Protocol.RTMP, 21, Protocol.RTMP_SIMPLE, 6, Protocol.RTWS, 9, Protocol.RTMPS, 5, Protocol.WSS, 3);
        for (var protocol : Protocol.values()) {
            for (int i = 0; i < further.getOrDefault(protocol, 0); i++) {
                rest.add(protocol);
            }
        }
        Collections.shuffle(rest, new Random(1));
        rest.addAll(0, List.of(Protocol.values()));
        return List.copyOf(rest);
    }

    /** Returns the protocol of the client with this number. */
    static Protocol protocol(int number) {
        return MIX.get(number % MIX.size());
    }

    int port(Protocol protocol) {
        return ports.getOrDefault(protocol, 0);
    }

    InetSocketAddress rtmfp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port(Protocol.RTMFP));
    }

    TcClient open(Protocol protocol) throws IOException, InterruptedException {
        return protocol == Protocol.RTMFP ? RtmfpClient.to(rtmfp()).open() : open(protocol, 0, 0);
    }

    /** Opens a client over TCP. 0 means the default receive buffer, or no rate limit. */
    TcClient open(Protocol protocol, int receiveBuffer, int bytesPerSecond) throws IOException {
        if (protocol.isRtws()) {
            var context = protocol.isSecure() ? tls : null;
            return new RtwsClient.Settings(port(protocol), receiveBuffer, bytesPerSecond, "", context).open();
        }
        RtmpClientSettings settings =
                RtmpClient.to(port(protocol)).withReceiveBuffer(receiveBuffer).readingAt(bytesPerSecond);
        return (protocol.isSecure() ? settings.underTls(tls, port(protocol)) : settings).open();
    }

    TcClient connected(Protocol protocol, String app) throws IOException, InterruptedException {
        var client = open(protocol);
        client.connectTo(app);
        return client;
    }

    /** Opens a TCP connection without a handshake. */
    Socket socket(Protocol protocol) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port(protocol));
    }

    /** Disconnects without notice. */
    static void reset(TcClient client) throws IOException {
        switch (client) {
            case RtmpClient rtmp -> rtmp.reset();
            case RtwsClient rtws -> rtws.reset();
            default -> client.disconnect();
        }
    }
}
