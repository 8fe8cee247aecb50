package org.tcserver.torture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.TcClient;
import org.tcserver.wire.Bytes;

/** Clients on every port that send invalid data. The server may treat them in any way. */
final class Garbage implements Activity {
    private static final List<Protocol> OVER_TCP =
            List.of(Protocol.RTMP, Protocol.RTMP_SIMPLE, Protocol.RTMPS, Protocol.RTWS, Protocol.WSS);
    private static final List<Protocol> RTMP = OVER_TCP.subList(0, 3);
    private static final List<Protocol> RTWS = OVER_TCP.subList(3, 5);
    private static final List<Protocol> TLS = List.of(Protocol.RTMPS, Protocol.WSS);
    private static final int PAUSE_MILLIS = 500;
    private static final int LINGER_MILLIS = 1000;
    private static final int DATAGRAMS = 20;

    private final Stage stage;

    /** One kind of attack, performed once per call. */
    private interface Attack {
        void once(Random random) throws IOException, InterruptedException;
    }

    Garbage(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void begin() throws Exception {
        var datagrams = captured();
        repeat("random bytes", this::noise);
        repeat("random bytes after the handshake", this::noiseAfterTheHandshake);
        repeat("damaged TLS", this::damagedTls);
        repeat("hostile WebSocket frames", this::hostileFrames);
        repeat("damaged chunks", this::damagedChunks);
        repeat("damaged RTWebSocket messages", this::damagedMessages);
        repeat("random datagrams", random -> sendDatagrams(random, datagrams));
        repeat("garbage media", this::garbageMedia);
    }

    private void repeat(String what, Attack attack) {
        var random = stage.random(what);
        stage.begin(what, () -> {
            while (stage.goesOnAfter(random.nextInt(PAUSE_MILLIS))) {
                try {
                    attack.once(random);
                } catch (IOException | AssertionError e) {
                    stage.ledger().count("hostile client cut short");
                }
                stage.ledger().count("hostile: " + what);
            }
        });
    }

    private static Protocol any(List<Protocol> protocols, Random random) {
        return protocols.get(random.nextInt(protocols.size()));
    }

    private void noise(Random random) throws IOException, InterruptedException {
        try (var socket = stage.target().socket(any(OVER_TCP, random))) {
            sendAndLeave(socket, Damage.noise(random, 20_000), random);
        }
    }

    private void damagedTls(Random random) throws IOException, InterruptedException {
        try (var socket = stage.target().socket(any(TLS, random))) {
            sendAndLeave(socket, Damage.of(hello(), random), random);
        }
    }

    private Bytes hello() throws SSLException {
        return Damage.clientHello(stage.target().tls());
    }

    /** Sends bytes and disconnects. Half of the clients first wait for an answer. */
    private static void sendAndLeave(Socket socket, Bytes bytes, Random random) throws IOException {
        socket.getOutputStream().write(bytes.toArray());
        if (random.nextBoolean()) {
            socket.setSoTimeout(LINGER_MILLIS);
            try {
                socket.getInputStream().readAllBytes();
            } catch (SocketTimeoutException e) {
                return; // The server waits for more data.
            }
        }
        socket.setSoLinger(random.nextBoolean(), 0);
    }

    private void noiseAfterTheHandshake(Random random) throws IOException, InterruptedException {
        send(Damage.noise(random, 50_000), random);
    }

    private void damagedChunks(Random random) throws IOException, InterruptedException {
        send(Damage.of(Damage.session(), random), random);
    }

    private void send(Bytes bytes, Random random) throws IOException, InterruptedException {
        try (var client = stage.target().open(any(RTMP, random))) {
            if (client instanceof RtmpClient rtmp) {
                client.listen(message -> {});
                rtmp.sendRaw(bytes);
                leave(client, random);
            }
        }
    }

    private void leave(TcClient client, Random random) throws IOException, InterruptedException {
        stage.goesOnAfter(random.nextInt(LINGER_MILLIS));
        if (random.nextBoolean()) {
            Target.reset(client);
        }
    }

    private void hostileFrames(Random random) throws IOException, InterruptedException {
        try (var socket = new HostileWebSocket(stage.target(), any(RTWS, random))) {
            socket.send(random);
            stage.goesOnAfter(random.nextInt(LINGER_MILLIS));
        }
    }

    private void damagedMessages(Random random) throws IOException, InterruptedException {
        try (var socket = new HostileWebSocket(stage.target(), any(RTWS, random))) {
            socket.sendDamagedMessages(random);
            stage.goesOnAfter(random.nextInt(LINGER_MILLIS));
        }
    }

    /** Captures the datagrams of a valid client. */
    private List<Bytes> captured() throws Exception {
        try (var forwarder = new LossyForwarder(stage.target().rtmfp(), 1)) {
            try (var client = RtmfpClient.to(forwarder.address()).open()) {
                client.connectTo("captured");
                client.fence();
            }
            return List.copyOf(forwarder.captured());
        }
    }

    private void sendDatagrams(Random random, List<Bytes> decent) throws IOException {
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < DATAGRAMS; i++) {
                var bytes = i % 2 == 0
                        ? Damage.noise(random, 1400)
                        : Damage.of(decent.get(random.nextInt(decent.size())), random);
                socket.send(new DatagramPacket(
                        bytes.toArray(), bytes.length(), stage.target().rtmfp()));
            }
        }
    }

    /** Publishes media that no decoder accepts, to one viewer. */
    private void garbageMedia(Random random) throws IOException, InterruptedException {
        var target = stage.target();
        var name = "garbage" + random.nextInt();
        try (var publisher = target.connected(any(OVER_TCP, random), "garbage");
                var viewer = target.connected(any(OVER_TCP, random), "garbage")) {
            viewer.play(name);
            viewer.listen(message -> {});
            int streamId = publisher.publish(name);
            for (int i = 0; i < 200; i++) {
                int type = 8 + random.nextInt(15);
                publisher.send(streamId, type, random.nextInt() & 0xffff_ffffL, Damage.noise(random, 3000));
            }
            leave(publisher, random);
        }
    }

    @Override
    public List<Verdict> verdicts() {
        long attacks = stage.ledger().counts().entrySet().stream()
                .filter(each -> each.getKey().startsWith("hostile: "))
                .mapToLong(Map.Entry::getValue)
                .sum();
        var figures = attacks + " attacks of 8 kinds";
        return List.of(new Verdict(attacks > 0, "garbage was sent to every port", figures));
    }
}
