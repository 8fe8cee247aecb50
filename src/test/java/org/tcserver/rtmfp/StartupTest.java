package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.Bytes;

final class StartupTest {
    private final SimulatedNetwork network = new SimulatedNetwork(1).everywhere(new SimulatedLink().delayMillis(20));
    private final SimulatedPeer client = network.addPeer(1);
    private final SimulatedPeer server = network.addPeer(2);

    @Test
    void opensASessionWithTwoRoundTrips() {
        client.open(server);
        network.runMillis(95);

        assertTrue(client.session().session.isOpen());
        assertTrue(server.session().session.isOpen());
        assertEquals(
                client.session().session.nearNonce(), server.session().session.farNonce());
        assertEquals(
                server.session().session.nearNonce(), client.session().session.farNonce());
        assertNotEquals(
                server.session().session.nearNonce(), client.session().session.nearNonce());
        assertEquals(
                client.fingerprint(), server.session().session.farCertificate().fingerprint());
        assertEquals(4, network.datagrams());
    }

    @Test
    void repeatsEveryStepThatIsLost() {
        network.everywhere(new SimulatedLink().delayMillis(20).loss(0.5));
        client.open(server);
        network.runMillis(60_000);

        assertEquals(1, client.sessions.size());
        assertEquals(1, server.sessions.size(), "a repeated keying is answered, not granted anew");
    }

    @Test
    void givesUpAfterNinetyFiveSeconds() {
        network.everywhere(new SimulatedLink().loss(1));
        client.open(server);
        network.runMillis(94_900);
        assertTrue(client.failures.isEmpty());

        network.runMillis(200);
        assertEquals(List.of("no session within the time allowed"), client.failures);
        // at 0, 1, 3.5, 7.5, 13, 20, 28.5, 38.5, 50, 63, 77.5 and 93.5 s
        assertEquals(12, network.datagrams());
    }

    @Test
    void answersNobodyWhoLooksForSomebodyElse() {
        client.open(Bytes.wrap(new byte[32]), server);
        network.runMillis(900);
        assertEquals(1, network.datagrams());
    }

    @Test
    void grantsNothingWhileItDoesNotAccept() {
        server.endpoint().accept(false);
        client.open(server);
        network.runMillis(900);
        assertTrue(server.sessions.isEmpty());
        assertEquals(1, network.datagrams());

        server.endpoint().accept(true);
        network.runMillis(1000);
        assertEquals(1, server.sessions.size());
    }

    @Test
    void refusedSessionsLeaveNothingBehind() {
        server.refusesSessions = true;
        client.open(server);
        network.runMillis(900);
        assertTrue(server.endpoint().sessions().isEmpty());
        assertTrue(client.sessions.isEmpty());
    }

    @Test
    void aSecondSessionToTheSameEndIsADuplicate() {
        client.open(server);
        network.runMillis(200);
        client.open(server);
        network.runMillis(200);

        assertEquals(List.of("there is such a session already"), client.failures);
        assertEquals(1, server.sessions.size());
    }

    @Test
    void aNewSessionOfTheSameEndOverridesItsOldOne() {
        client.open(server);
        network.runMillis(200);
        var old = server.session();
        client.session().session.override();
        client.open(server);
        network.runMillis(200);

        assertEquals(2, server.sessions.size());
        assertTrue(old.closed);
        assertFalse(server.session().closed);
        assertEquals(1, server.endpoint().sessions().size());
    }

    @Test
    void glareLeavesOneSession() {
        client.open(server);
        server.open(client);
        network.runMillis(10_000);

        assertEquals(1, client.sessions.size() - (client.session().closed ? 1 : 0));
        assertEquals(1, client.endpoint().sessions().size());
        assertEquals(1, server.endpoint().sessions().size());
        assertEquals(1, client.failures.size() + server.failures.size());
        client.session().openFlow("x", FlowPriority.IMMEDIATE).send(Bytes.ofUtf8("hello"));
        network.runMillis(100);
        assertEquals(
                List.of(Bytes.ofUtf8("hello")), server.session().receiver("x").messages());
    }

    @Test
    void aRedirectorIntroduces() {
        var redirector = network.addPeer(3);
        server.open(redirector);
        network.runMillis(200);
        redirector.introduction = new EndpointUser.Introduction(redirector.session().session, List.of());

        client.open(server.fingerprint(), redirector);
        network.runMillis(500);
        assertEquals(
                server.fingerprint(), client.session().session.farCertificate().fingerprint());
        assertEquals(server.path(), client.session().session.path());
    }

    @Test
    void aCookieForAnotherAddressIsChanged() {
        client.open(server);
        network.runMillis(41);
        client.moveTo(new InetSocketAddress("10.0.0.77", 4000));
        network.runMillis(200);

        assertEquals(1, server.sessions.size());
        assertEquals(client.path(), server.session().session.path());
        assertTrue(client.session().session.isOpen());
    }

    /** A NAT may give the address of a vanished peer to another one. */
    @Test
    void anAddressIsUsedAgainSoonAfterItsOwnerVanished() {
        client.open(server);
        network.runMillis(200);
        var vanished = server.session();
        var newcomer = network.addPeer(9);
        network.detach(newcomer.address());
        newcomer.moveTo(client.address());
        newcomer.open(server);
        network.runMillis(15_000);

        assertTrue(vanished.closed);
        assertEquals(1, newcomer.sessions.size());
        assertEquals(
                newcomer.fingerprint(),
                server.session().session.farCertificate().fingerprint());
    }

    @Test
    void keysAreComputedForAFewAtATime() {
        server.keyingCapacity = 3;
        for (int i = 0; i < 10; i++) {
            network.addPeer(10 + i).open(server);
        }
        network.runMillis(90);
        assertEquals(3, server.sessions.size());

        network.runMillis(30_000);
        assertEquals(10, server.sessions.size(), "those who were not served ask again");
    }
}
