package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcserver.flow.FlowPriority;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.rtmfp.chunk.FragmentControl;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.Keying;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketScratch;
import org.tcserver.rtmfp.crypto.PacketSealer;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Datagrams from strangers and hostile far ends change nothing, or meet a limit. */
final class AttackRandomTest {
    private static final int NOISE = 1_000_000;

    private final SimulatedNetwork network = new SimulatedNetwork(7016).everywhere(new SimulatedLink().delayMillis(10));
    private final SimulatedPeer server = network.addPeer(1);
    private final SimulatedPeer client = network.addPeer(2);
    private final Random random = new Random(7016);
    private final PacketScratch scratch = new PacketScratch();
    private final PacketSealer startup = PacketSealer.forStartup(scratch);
    private final ByteBuffer datagram = ByteBuffer.allocate(9000);

    @Test
    void noiseChangesNothing() {
        var captured = stream();
        var source = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        long before = network.datagrams();
        var sent = new ArrayList<Bytes>();
        for (int i = 0; i < NOISE; i++) {
            server.endpoint().receive(noise(captured), path(random.nextInt(5)), network.nowNanos());
            if (i % 10_000 == 0) {
                var message = FlowTransferTest.pattern(i / 1000);
                sent.add(message);
                source.send(message);
                network.runMillis(100);
            }
        }
        network.runMillis(1000);

        assertEquals(1, server.sessions.size(), "seed 7016");
        assertEquals(1, server.endpoint().sessions().size(), "seed 7016");
        assertFalse(server.session().closed, "seed 7016");
        assertEquals(client.path(), server.session().session.path(), "seed 7016");
        assertEquals(1, server.keyings, "seed 7016");
        assertEquals(sent, server.session().receiver("x").messages(), "seed 7016");
        assertEquals(1, server.session().receiver("stream").flow.metadata().length() / 6, "seed 7016");
        assertTrue(network.datagrams() - before < 3000, "answered " + (network.datagrams() - before));
    }

    /** Datagrams of a handshake and of a session. */
    private List<ByteBuffer> stream() {
        var captured = new ArrayList<ByteBuffer>();
        network.tap((bytes, to) -> {
            if (to.equals(server.address())) {
                captured.add(bytes);
            }
        });
        network.connect(client, server);
        var source = client.session().openFlow("stream", FlowPriority.IMMEDIATE);
        for (int i = 0; i < 100; i++) {
            source.send(FlowTransferTest.pattern(i * 10));
        }
        network.runMillis(2000);
        network.tap(null);
        // The handshake itself, sent again within the lifetime of its cookie, is answered as it must be.
        return new ArrayList<>(captured.subList(2, captured.size()));
    }

    private ByteBuffer noise(List<ByteBuffer> captured) {
        var bytes = captured.get(random.nextInt(captured.size())).duplicate();
        return switch (random.nextInt(4)) {
            case 0 -> bytes;
            case 1 -> bytes.limit(random.nextInt(bytes.limit()));
            case 2 -> flipped(bytes);
            default -> {
                var anything = new byte[random.nextInt(200)];
                random.nextBytes(anything);
                yield ByteBuffer.wrap(anything);
            }
        };
    }

    private ByteBuffer flipped(ByteBuffer bytes) {
        var flipped = ByteBuffer.allocate(bytes.limit()).put(bytes).flip();
        int at = random.nextInt(flipped.limit());
        return flipped.put(at, (byte) (flipped.get(at) ^ 1 << random.nextInt(8)));
    }

    @Test
    void startupChunksOfAllKindsFromStrangersLeaveNoState() {
        for (int i = 0; i < 20_000; i++) {
            long before = network.datagrams();
            server.endpoint().receive(startup(randomStartupChunk(i)), path(i), network.nowNanos());
            assertTrue(network.datagrams() - before <= 1, "seed 7016: more than one answer");
        }
        network.runMillis(1000);
        assertEquals(0, server.keyings);
        assertTrue(server.endpoint().sessions().isEmpty());
    }

    private Chunk randomStartupChunk(int number) {
        var some = new byte[random.nextInt(100)];
        random.nextBytes(some);
        return switch (random.nextInt(3)) {
            case 0 -> hello();
            case 1 ->
                new IIKeying(
                        number,
                        Bytes.wrap(new byte[64]),
                        client.identity().certificate().encoded(),
                        Bytes.wrap(some),
                        Keying.NO_SIGNATURE);
            default -> new Fragment(true, number, random.nextInt(3), Bytes.wrap(new byte[900]));
        };
    }

    @Test
    void manyHellosInOnePacketGetOneAnswer() {
        var hello = hello();
        var packet = new Packet(PacketHeader.startup(PacketHeader.ABSENT), List.of(hello, hello, hello, hello, hello));
        startup.seal(0, packet.toBytes(), datagram.clear());
        long before = network.datagrams();
        server.endpoint().receive(datagram.flip(), path(1), network.nowNanos());
        assertEquals(1, network.datagrams() - before);
    }

    /** 36 bytes are what librtmfp sends for an App with a name of five characters or less. */
    @Test
    void doesNotAnswerHellosShorterThanThoseOfClients() {
        var ofLibrtmfp = startup(helloFor("/live", 16));
        assertEquals(36, ofLibrtmfp.remaining());
        assertEquals(1, answers(ofLibrtmfp, 1));
        assertEquals(0, server.shortHellos);

        var tiny = startup(helloFor("", 1));
        assertEquals(20, tiny.remaining());
        assertEquals(0, answers(tiny, 1));
        assertEquals(1, server.shortHellos);
    }

    @Test
    void answersALongHelloThatEndsInAShortFragment() {
        var plain = plain(hello());
        var fragments = Fragment.cut(plain, 1, plain.length() - 1);
        assertEquals(0, answers(startup(fragments.getFirst()), 1));
        var last = startup(fragments.getLast());
        assertEquals(20, last.remaining());
        assertEquals(1, answers(last, 1));
    }

    @Test
    void answersAForgedAddressOnlySoOften() {
        assertEquals(1000, answers(startup(hello()), 3000));
        assertEquals(2000, server.omittedAnswers);
        network.runMillis(1000);
        assertEquals(250, answers(startup(hello()), 3000));
    }

    /** Redirects and changed cookies count too. Without an answer to send, the server makes no lookup either. */
    @Test
    void allAnswersToForgedAddressesShareOneAllowance() throws Exception {
        network.connect(client, server);
        var cookie = cookie();
        server.introduction = new EndpointUser.Introduction(server.session().session, List.of());
        var seeking = startup(new IHello(
                EndpointDiscriminator.ofFingerprint(client.fingerprint()).toBytes(), Bytes.wrap(new byte[16])));
        var keying = startup(
                new IIKeying(1, cookie, client.identity().certificate().encoded(), Bytes.of(1), Keying.NO_SIGNATURE));
        int forwarded = 8;
        assertEquals(600 + forwarded, answers(seeking, 600));
        assertEquals(300, answers(keying, 300));
        assertEquals(99, answers(startup(hello()), 600), "the cookie was the first answer");
        assertEquals(0, answers(keying, 10));
        assertEquals(0, answers(seeking, 10));
        assertEquals(600, server.lookups);
    }

    /** Returns a cookie for an address in the network that {@link #answers} uses, which does not ask again. */
    private Bytes cookie() throws MalformedException {
        var sent = new ArrayList<ByteBuffer>();
        network.tap((bytes, to) -> sent.add(bytes));
        server.endpoint()
                .receive(startup(hello()), new Path(0, new InetSocketAddress("192.0.2.7", 7)), network.nowNanos());
        network.tap(null);
        var plain = PacketOpener.forStartup(new PacketScratch()).open(sent.getFirst());
        assertNotNull(plain);
        return assertInstanceOf(RHello.class, Packet.read(plain).chunks().getFirst())
                .cookie();
    }

    /** Returns the number of datagrams caused by {@code count} copies of this one, from one network at one moment. */
    private int answers(ByteBuffer datagram, int count) {
        long before = network.datagrams();
        for (int i = 0; i < count; i++) {
            var from = new Path(0, new InetSocketAddress("192.0.2." + (i & 255), 1024 + i));
            server.endpoint().receive(datagram.duplicate(), from, network.nowNanos());
        }
        return (int) (network.datagrams() - before);
    }

    @Test
    void aFloodOfHandshakesLeavesARunningStreamUntouched() {
        network.connect(client, server);
        var source = client.session().openFlow("stream", FlowPriority.IMMEDIATE);
        network.every(20_000, 250, () -> source.send(FlowTransferTest.pattern(200)));
        var hello = startup(hello());
        var forged = startup(randomStartupChunk(1));
        int floodPerMilli = 10;
        for (int milli = 0; milli < 5000; milli++) {
            int from = milli * floodPerMilli;
            network.after(milli, () -> {
                for (int i = 0; i < floodPerMilli; i++) {
                    server.endpoint().receive(i % 2 == 0 ? hello : forged, path(from + i), network.nowNanos());
                }
            });
        }
        network.runMillis(6000);
        var arrivals = server.session().receiver("stream").arrivals;
        assertEquals(250, arrivals.size());
        for (int i = 1; i < arrivals.size(); i++) {
            assertEquals(
                    20_000_000L, arrivals.get(i).nanos() - arrivals.get(i - 1).nanos());
        }
        assertEquals(1, server.endpoint().sessions().size());
    }

    enum Flood {
        FLOWS,
        GAPS,
        TINY_FRAGMENTS,
        ENDLESS_MESSAGE,
        MANY_ENDLESS_MESSAGES
    }

    /** A hostile far end: its chunks go straight into the receiving flows of a session. */
    @ParameterizedTest
    @EnumSource(Flood.class)
    void whoFloodsASessionMeetsALimit(Flood flood) {
        var held = new LongAdder();
        var flows = new ReceivingFlows(
                new SendingFlows(() -> {}, new RtmfpFigures()),
                held::add,
                flow -> flow.accept(new SimulatedReceiver(network, flow)),
                () -> {});
        @Nullable MalformedException refusal = null;
        long nanos = System.nanoTime();
        for (int i = 0; i < 300_000 && refusal == null; i++) {
            try {
                flows.receive(hostile(flood, i), network.nowNanos());
            } catch (MalformedException e) {
                refusal = e;
            }
            assertTrue(held.sum() <= RtmfpParameters.SESSION_RECEIVE_LIMIT + 20_000, "holds " + held.sum());
        }
        long millis = (System.nanoTime() - nanos) / 1_000_000;
        assertTrue(millis < 60_000, "took " + millis + " ms");
        if (flood == Flood.GAPS) {
            assertTrue(held.sum() < 1 << 20, "too many gaps are as good as lost");
        } else if (flood != Flood.TINY_FRAGMENTS) {
            assertNotNull(refusal);
        }
    }

    private static UserData hostile(Flood flood, int i) {
        return switch (flood) {
            case FLOWS -> data(i + 1, 1, FragmentControl.WHOLE, 1);
            case GAPS -> data(1, 2 * i + 2, FragmentControl.BEGIN, 1000);
            case TINY_FRAGMENTS -> data(1, 65_000 - i % 64_000, FragmentControl.of(i % 7 == 0, i % 11 == 0), 0);
            case ENDLESS_MESSAGE -> data(1, i + 1, i == 0 ? FragmentControl.BEGIN : FragmentControl.MIDDLE, 1000);
            case MANY_ENDLESS_MESSAGES ->
                data(i % 100 + 1, i / 100 + 1, i < 100 ? FragmentControl.BEGIN : FragmentControl.MIDDLE, 1000);
        };
    }

    private static UserData data(long flowId, long number, FragmentControl control, int length) {
        var options = new FlowOptions(Bytes.ofUtf8("live"), null).toOptionList();
        return new UserData(
                flowId,
                number,
                number,
                new UserFragment(
                        control,
                        false,
                        false,
                        number <= 2 || length == 0 ? options : OptionList.EMPTY,
                        Bytes.wrap(new byte[length])));
    }

    private IHello hello() {
        return new IHello(
                EndpointDiscriminator.ofFingerprint(server.fingerprint()).toBytes(), Bytes.wrap(new byte[16]));
    }

    private static IHello helloFor(String app, int tagBytes) {
        var discriminator = new EndpointDiscriminator(null, Bytes.ofUtf8(app), null);
        return new IHello(discriminator.toBytes(), Bytes.wrap(new byte[tagBytes]));
    }

    private ByteBuffer startup(Chunk chunk) {
        startup.seal(0, plain(chunk), datagram.clear());
        var copy = ByteBuffer.allocate(datagram.flip().remaining());
        return copy.put(datagram).flip();
    }

    private static Bytes plain(Chunk chunk) {
        return new Packet(PacketHeader.startup(PacketHeader.ABSENT), List.of(chunk)).toBytes();
    }

    private static Path path(int number) {
        return new Path(
                0,
                new InetSocketAddress("192.168." + (number >> 8 & 255) + "." + (number & 255), 1024 + number / 65536));
    }
}
