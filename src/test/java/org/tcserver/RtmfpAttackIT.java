package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.CookieChange;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.Keying;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.ProcessSize;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StartupSocket;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** Datagrams from strangers and hostile clients affect no other client, and leave nothing in memory. */
@Isolated
class RtmfpAttackIT {
    private static final long SEED = 7425;
    private static final int SOURCES = 100;
    private static final int HALF_OPEN_PER_SECOND = 10_000;
    private static final long FLOOD_SECONDS = 2;
    private static final long MOST_MILLIS = 2_000;
    /** The JVM adds some threads for compilation and garbage collection. One thread per stranger would be many more. */
    private static final int MOST_MORE_THREADS = SOURCES / 4;

    private final Random random = new Random(SEED);
    private ServerProcess server = started();
    private Bystanders others = Bystanders.overRtmfp(server);

    RtmfpAttackIT() throws Exception {}

    private static ServerProcess started() throws Exception {
        return ServerProcess.startWith(
                Map.of("TCSERVER_JAVA_OPTS", "-Xmx160m"), "-B", "127.0.0.1:0", "-b", "127.0.0.1:0");
    }

    @BeforeEach
    void warmUp() throws Exception {
        others.assertTheyGoOn();
    }

    @AfterEach
    void stop() throws Exception {
        assertOthersAreNotDelayed(10);
        others.close();
        server.close();
        assertFalse(server.stderr().contains("\tat "), server::stderr);
    }

    private InetSocketAddress address() throws Exception {
        return RtmfpClient.to(server.rtmfpPort()).server();
    }

    private void assertOthersAreNotDelayed(int frames) throws Exception {
        long slowestMillis = 0;
        try (var lag = new MachineLag()) {
            for (int i = 0; i < frames; i++) {
                long sent = System.nanoTime();
                others.assertTheyGoOn();
                slowestMillis = Math.max(slowestMillis, (System.nanoTime() - sent) / 1_000_000);
            }
            long slowest = slowestMillis;
            assertTrue(slowest < lag.allow(MOST_MILLIS), () -> "a frame took " + slowest + " ms; " + lag);
        }
    }

    private IHello hello() {
        return new IHello(
                new EndpointDiscriminator(null, Bytes.ofUtf8("rtmfp://127.0.0.1/"), null).toBytes(), randomBytes(16));
    }

    private Bytes randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static IIKeying keying(Bytes cookie, Identity identity, Bytes component) {
        return new IIKeying(77, cookie, identity.certificate().encoded(), component, Keying.NO_SIGNATURE);
    }

    /** Sends hellos without a continuation, and keyings with cookies that the server never issued. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void halfOpenHandshakesLeaveNothingBehind() throws Exception {
        var identity = Identity.ephemeral(new SecureRandom());
        var sources = new ArrayList<StartupSocket>();
        try {
            for (int i = 0; i < SOURCES; i++) {
                sources.add(new StartupSocket(address()));
            }
            flood(sources, identity, 200); // warms the server up
            var statsBefore = server.freshStats();
            var before = ProcessSize.of(server.pid());
            var flooding =
                    Thread.ofPlatform().start(() -> flood(sources, identity, HALF_OPEN_PER_SECOND * FLOOD_SECONDS));
            assertOthersAreNotDelayed(40);
            flooding.join();
            assertOthersAreNotDelayed(10);
            var after = ProcessSize.of(server.pid());
            var stats = server.freshStats();
            for (var member : List.of("clients", "connects", "apps")) {
                assertEquals(statsBefore.number(member), stats.number(member), stats::line);
            }
            assertTrue(after.threads() <= before.threads() + MOST_MORE_THREADS, () -> before + ", then " + after);
            assertTrue(after.residentBytes() < before.residentBytes() + (64 << 20), () -> before + ", then " + after);
        } finally {
            sources.forEach(StartupSocket::close);
        }
    }

    private void flood(List<StartupSocket> sources, Identity identity, long count) {
        try {
            var packets = new ArrayList<Bytes>();
            for (int i = 0; i < 50; i++) {
                Chunk chunk = i % 2 == 0 ? hello() : keying(randomBytes(64), identity, randomBytes(140));
                packets.add(sources.getFirst().seal(0, chunk));
            }
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sources.get(i % sources.size()).sendRaw(packets.get(i % packets.size()));
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / HALF_OPEN_PER_SECOND;
                if (i % 100 == 0 && due > System.nanoTime()) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most 16 handshakes wait for their keys. The others must ask again, and other clients are unaffected. */
    @Test
    void keysAreComputedForAFewAtATime() throws Exception {
        var identity = Identity.ephemeral(new SecureRandom());
        var sources = new ArrayList<StartupSocket>();
        try {
            var packets = new ArrayList<Bytes>();
            for (int i = 0; i < SOURCES; i++) {
                var source = new StartupSocket(address());
                sources.add(source);
                source.send(hello());
                var answer = assertInstanceOf(RHello.class, source.receiveChunk());
                var component = new Keying(identity, new KeyingPolicy(true, true))
                        .initiate(Certificate.read(answer.responderCertificate()))
                        .component();
                packets.add(source.seal(0, keying(answer.cookie(), identity, component)));
            }
            for (int i = 0; i < SOURCES; i++) {
                sources.get(i).sendRaw(packets.get(i));
            }
            assertOthersAreNotDelayed(20);
            // The server computes the newcomer's keys after the others.
            try (var newcomer = RtmfpClient.connected(server.rtmfpPort(), "live")) {
                newcomer.fence();
            }
            int granted = 0;
            for (var source : sources) {
                granted += source.receive(1) == null ? 0 : 1;
            }
            int sessions = granted;
            assertTrue(sessions > 0 && sessions < SOURCES, () -> sessions + " of " + SOURCES + " got a session");
        } finally {
            sources.forEach(StartupSocket::close);
        }
    }

    /** Sends random, truncated, modified and repeated datagrams, from other addresses and from the client's own. */
    @Test
    void noiseChangesNothing() throws Exception {
        try (var forwarder = new LossyForwarder(address(), SEED);
                var client = RtmfpClient.to(forwarder.address()).open();
                var stranger = new StartupSocket(address())) {
            client.connectTo("noise");
            var streamId = client.publish("s");
            for (int i = 0; i < 100; i++) {
                client.video(streamId, i, TestMedia.video(0x17, i, 1_000));
            }
            client.finish(streamId, RtmpMessage.VIDEO);
            var captured = List.copyOf(forwarder.captured());
            assertTrue(captured.size() > 20, "too little was captured");
            var before = server.freshStats();
            for (int i = 0; i < 20_000; i++) {
                var noise = noise(captured);
                if (i % 2 == 0) {
                    stranger.sendRaw(noise);
                } else {
                    forwarder.inject(1, noise);
                }
                if (i % 1000 == 0) {
                    client.fence();
                    others.assertTheyGoOn();
                }
            }
            client.fence();
            var after = server.freshStats();
            assertEquals(before.number("connects"), after.number("connects"), () -> "seed " + SEED + after.line());
            assertEquals(before.number("publishing"), after.number("publishing"), () -> "seed " + SEED + after.line());
            for (var event : server.events()) {
                assertFalse(event.is("address-change") || event.is("error"), () -> "seed " + SEED + event.line());
            }
        }
    }

    private Bytes noise(List<Bytes> captured) {
        var sample = captured.get(random.nextInt(captured.size()));
        return switch (random.nextInt(4)) {
            case 0 -> randomBytes(random.nextInt(1400));
            case 1 -> sample.slice(0, random.nextInt(sample.length()));
            case 2 -> {
                var bytes = sample.toArray();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                yield Bytes.wrap(bytes);
            }
            default -> sample;
        };
    }

    @Test
    void whoOpensTooManyFlowsIsClosed() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            for (int i = 0; i < 5_000 && !client.session().isClosed(); i++) {
                open(client);
            }
            client.session().awaitClosed();
            assertTrue(server.await("error", client).text("reason").contains("flows"));
        }
    }

    private static void open(RtmfpClient client) throws Exception {
        try {
            client.session().openFlow(RtmfpClient.metadata(1, false)).send(Bytes.of(18, 0, 0, 0, 0));
        } catch (AssertionError e) {
            assertTrue(client.session().isClosed(), e::toString);
        }
    }

    @Test
    void aMessageThatIsTooLongClosesTheSession() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            client.control().send(Bytes.wrap(new byte[(1 << 24) + 1000]));
            client.session().awaitClosed();
            assertTrue(server.await("error", client).text("reason").contains("message of more than"));
        }
    }

    @Test
    void whoFloodsWithCommandsDelaysNobody() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            var flood = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < 200_000 && !client.session().isClosed(); i++) {
                    client.send(0, 20, 0, Amf0.write("FCPublish", 2.0, Amf0.Nothing.NULL, "x"));
                }
            });
            assertOthersAreNotDelayed(50);
            flood.interrupt();
        }
    }

    /** The server forwards frequent lookups to a client only a few times a second. */
    @Test
    void introductionsAreLimited() throws Exception {
        try (var victim = RtmfpClient.connected(server.rtmfpPort(), "live");
                var seeker = new StartupSocket(address())) {
            victim.setPeerInfo();
            victim.fence();
            var discriminator =
                    EndpointDiscriminator.ofFingerprint(victim.peerId()).toBytes();
            long start = System.nanoTime();
            for (int i = 0; i < 2_000; i++) {
                seeker.send(new IHello(discriminator, randomBytes(16)));
            }
            victim.session().awaitForwarded();
            victim.fence();
            long seconds = (System.nanoTime() - start) / 1_000_000_000L;
            int told = 1 + victim.session().forwardedCount();
            assertTrue(told <= 8 * (seconds + 2), () -> "told " + told + " times in " + seconds + " s");
            assertTrue(server.freshStats().number("lookups") > 100);
        }
    }

    /** The server rejects a cookie of another address and issues a new one (RFC 7016 §3.5.1.2). */
    @Test
    void aCookieOfAnotherAddressIsChangedNotHonoured() throws Exception {
        try (var one = new StartupSocket(address());
                var other = new StartupSocket(address())) {
            one.send(hello());
            var answer = assertInstanceOf(RHello.class, one.receiveChunk());
            var identity = Identity.ephemeral(new SecureRandom());
            other.send(keying(answer.cookie(), identity, randomBytes(140)));
            assertInstanceOf(CookieChange.class, other.receiveChunk());
        }
    }
}
