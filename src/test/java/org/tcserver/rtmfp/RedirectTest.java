package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.mockito.Mockito.mock;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.rtmfp.chunk.AddressOrigin;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.chunk.Redirect;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.rtmfp.crypto.PacketOpener;
import org.tcserver.rtmfp.crypto.PacketScratch;
import org.tcserver.rtmfp.crypto.PacketSealer;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** An initiator with sockets of both families is sent elsewhere. */
class RedirectTest {
    private static final int IPV4 = 0;
    private static final int OTHER_IPV4 = 1;
    private static final int IPV6 = 2;
    private static final Path FORWARDER = new Path(OTHER_IPV4, new InetSocketAddress("192.0.2.1", 1935));

    private final PacketScratch scratch = new PacketScratch();
    private final List<Path> hellos = new ArrayList<>();
    private Bytes tag = Bytes.EMPTY;

    private final Endpoint endpoint = new Endpoint(
            new EndpointSettings(
                    Identity.ephemeral(SimulatedPeer.deterministicRandom(1)),
                    new KeyingPolicy(true, true),
                    SimulatedPeer.deterministicRandom(2)),
            mock(EndpointUser.class),
            new Sink(),
            mock(KeyingWorker.class));

    private final class Sink implements DatagramSink {
        @Override
        public void send(ByteBuffer datagram, Path to) {
            try {
                var plain = assertInstanceOf(
                        Bytes.class, PacketOpener.forStartup(scratch).open(datagram));
                var packet = Packet.read(plain);
                tag = assertInstanceOf(IHello.class, packet.chunks().getFirst()).tag();
                hellos.add(to);
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public List<Integer> interfacesTo(InetSocketAddress address) {
            return address.getAddress() instanceof Inet6Address ? List.of(IPV6) : List.of(IPV4, OTHER_IPV4);
        }
    }

    private void redirectTo(String address) {
        var destination = new Address(new InetSocketAddress(address, 1935), AddressOrigin.UNKNOWN);
        var packet =
                new Packet(PacketHeader.startup(PacketHeader.ABSENT), List.of(new Redirect(tag, List.of(destination))));
        var datagram = ByteBuffer.allocate(1200);
        PacketSealer.forStartup(scratch).seal(0, packet.toBytes(), datagram);
        endpoint.receive(datagram.flip(), FORWARDER, 2);
    }

    @Test
    void addressesOfEitherFamilyAreTriedFromTheSocketThatServesThem() {
        endpoint.open(EndpointDiscriminator.ofRequiredHostname("red"), List.of(FORWARDER), mock(OpeningUser.class), 1);
        assertEquals(List.of(FORWARDER), hellos);
        redirectTo("2001:db8::7");
        redirectTo("198.51.100.7");
        assertEquals(
                List.of(
                        FORWARDER,
                        new Path(IPV6, new InetSocketAddress("2001:db8::7", 1935)),
                        new Path(OTHER_IPV4, new InetSocketAddress("198.51.100.7", 1935))),
                hellos);
    }
}
