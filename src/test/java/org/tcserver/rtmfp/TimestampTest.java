package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.rtmfp.chunk.PacketHeader.ABSENT;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketMode;
import org.tcserver.rtmfp.chunk.Ping;
import org.tcserver.rtmfp.chunk.PingReply;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.chunk.Redirect;
import org.tcserver.rtmfp.chunk.SessionCloseAcknowledgement;
import org.tcserver.rtmfp.chunk.SessionCloseRequest;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketScratch;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.Bytes;

/** Some clients read two bytes of timestamp from every packet, whatever its flags say (RFC 7016 §2.2.4). */
final class TimestampTest {
    private record Sent(ByteBuffer datagram, InetSocketAddress to, long nowNanos) {}

    private final SimulatedNetwork network = new SimulatedNetwork(1).everywhere(new SimulatedLink().delayMillis(20));
    private final SimulatedPeer client = network.addPeer(1);
    private final SimulatedPeer server = network.addPeer(2);
    private final SimulatedPeer redirector = network.addPeer(3);
    private final List<Sent> sent = new ArrayList<>();

    TimestampTest() {
        network.tap((datagram, to) -> sent.add(new Sent(datagram, to, network.nowNanos())));
    }

    @Test
    void startupPacketsBearTheTime() throws Exception {
        server.open(redirector);
        network.runMillis(200);
        redirector.introduction = new EndpointUser.Introduction(redirector.session().session, List.of());
        client.open(server.fingerprint(), redirector);
        network.runMillis(500);

        var startup = PacketOpener.forStartup(new PacketScratch());
        var packets = new ArrayList<Packet>();
        for (var each : sent) {
            var plain = startup.open(each.datagram());
            if (plain != null) {
                var packet = Packet.read(plain);
                assertEquals("0b", plain.slice(0, 1).toHex(), packet::toString);
                assertEquals(ticks(each.nowNanos()), packet.header().timestamp());
                packets.add(packet);
            }
        }
        assertContainsAll(packets, IHello.class, RHello.class, IIKeying.class, RIKeying.class, Redirect.class);
    }

    @Test
    void fragmentsOfStartupPacketsBearTheTime() throws Exception {
        var context = new EndpointContext(
                (datagram, to) -> network.send(datagram, client.address(), to.address()),
                SimulatedPeer.deterministicRandom(1));
        new StartupPackets(context)
                .send(0, new IHello(Bytes.of(1), Bytes.wrap(new byte[3000])), server.path(), network.nowNanos());

        var startup = PacketOpener.forStartup(new PacketScratch());
        assertEquals(3, sent.size());
        for (var each : sent) {
            var plain = startup.open(each.datagram());
            assertNotNull(plain);
            var packet = Packet.read(plain);
            assertEquals(Fragment.class, packet.chunks().getFirst().getClass());
            assertEquals(ticks(network.nowNanos()), packet.header().timestamp());
        }
    }

    @Test
    void sessionPacketsBearTheTimeHoweverManyLeaveAtOnce() throws Exception {
        client.open(server);
        network.runMillis(200);
        sent.clear();
        var flow = client.session().openFlow("x", FlowPriority.IMMEDIATE);
        network.every(1000, 100, () -> flow.send(Bytes.wrap(new byte[3000])));
        network.runMillis(25_000);
        client.session().session.close();
        network.runMillis(200);

        var toServer = packets(server);
        var toClient = packets(client);
        assertContainsAll(toServer, UserData.class, Ping.class, PingReply.class, SessionCloseRequest.class);
        assertContainsAll(
                toClient, DataAcknowledgement.class, Ping.class, PingReply.class, SessionCloseAcknowledgement.class);
        assertTrue(exists(toServer, each -> each.header().timestampEcho() == ABSENT), "an echo is sent once a tick");
        assertTrue(exists(toServer, each -> each.header().timestampEcho() != ABSENT));
        assertEquals(0.04, client.session().session.traffic().roundTripNanos() / 1e9, 0.005);
    }

    /** Returns the packets for {@code peer} in its session; each has a timestamp. */
    private List<Packet> packets(SimulatedPeer peer) throws Exception {
        var opener = peer.session().session.start().keys().opener(new PacketScratch());
        var packets = new ArrayList<Packet>();
        for (var each : sent) {
            if (each.to().equals(peer.address())) {
                var plain = opener.open(each.datagram());
                assertNotNull(plain);
                var packet = Packet.read(plain);
                assertTrue(packet.header().mode() != PacketMode.STARTUP);
                assertEquals(ticks(each.nowNanos()), packet.header().timestamp(), packet::toString);
                packets.add(packet);
            }
        }
        return packets;
    }

    private static int ticks(long nowNanos) {
        return (int) (nowNanos / 4_000_000) & 0xffff;
    }

    @SafeVarargs
    private static void assertContainsAll(List<Packet> packets, Class<? extends Chunk>... kinds) {
        for (var kind : kinds) {
            assertTrue(
                    exists(packets, packet -> packet.chunks().stream().anyMatch(kind::isInstance)),
                    kind::getSimpleName);
        }
    }

    private static boolean exists(List<Packet> packets, Predicate<Packet> test) {
        return packets.stream().anyMatch(test);
    }
}
