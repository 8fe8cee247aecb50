package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;
import org.tcserver.wire.Bytes;

/** Everything from exponents to sealed packets, byte for byte as another implementation computes it. */
class SessionVectorTest {
    private static final int SESSION_ID = 0x01020304;
    private static final Bytes PACKET_0 = Bytes.ofHex("09123418000107");
    private static final Bytes PACKET_1 = Bytes.ofHex("01" + "5a".repeat(32));
    private static final Properties SESSIONS = new Properties();

    private final PacketScratch scratch = new PacketScratch();

    @BeforeAll
    static void load() throws IOException {
        try (var in = SessionVectorTest.class.getResourceAsStream("sessions.properties")) {
            SESSIONS.load(in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmacAndNumbers", "hmac", "numbers", "checksum"})
    void bothEndsComputeTheSame(String session) throws Exception {
        var initiatorKey = key(session, "initiator");
        var responderKey = key(session, "responder");
        var secret = initiatorKey.sharedSecret(responderKey.publicKey());
        assertEquals(secret, responderKey.sharedSecret(initiatorKey.publicKey()));
        assertEquals(text(session, "secretBytes"), String.valueOf(secret.length()));

        var initiator = bytes(session, "initiatorComponent");
        var responder = bytes(session, "responderComponent");
        var toResponder =
                Protection.agreed(SessionKeyingComponent.read(initiator), SessionKeyingComponent.read(responder));
        var toInitiator =
                Protection.agreed(SessionKeyingComponent.read(responder), SessionKeyingComponent.read(initiator));
        var initiatorKeys = SessionKeys.derive(secret, initiator, responder, toResponder, toInitiator);
        var responderKeys = SessionKeys.derive(secret, responder, initiator, toInitiator, toResponder);

        assertNonces(session, initiatorKeys, responderKeys);
        assertPackets(session, "i", initiatorKeys.sealer(scratch), responderKeys.opener(scratch));
        assertPackets(session, "r", responderKeys.sealer(scratch), initiatorKeys.opener(scratch));
    }

    private static void assertNonces(String session, SessionKeys initiator, SessionKeys responder) {
        assertEquals(bytes(session, "initiatorNonce"), initiator.nearNonce());
        assertEquals(bytes(session, "responderNonce"), initiator.farNonce());
        assertEquals(bytes(session, "responderNonce"), responder.nearNonce());
        assertEquals(bytes(session, "initiatorNonce"), responder.farNonce());
    }

    private static void assertPackets(String session, String sender, PacketSealer sealer, PacketOpener opener) {
        assertSealsAndOpens(PACKET_0, bytes(session, sender + 0), sealer, opener);
        assertSealsAndOpens(PACKET_1, bytes(session, sender + 1), sealer, opener);
        var late = SESSIONS.getProperty(session + "." + sender + 200);
        if (late != null) {
            for (int i = 2; i < 200; i++) {
                sealer.seal(SESSION_ID, PACKET_0, ByteBuffer.allocate(100));
            }
            assertSealsAndOpens(PACKET_0, Bytes.ofHex(late), sealer, opener);
        }
    }

    private static void assertSealsAndOpens(Bytes packet, Bytes encrypted, PacketSealer sealer, PacketOpener opener) {
        var datagram = ByteBuffer.allocate(100);
        sealer.seal(SESSION_ID, packet, datagram);
        datagram.flip();
        assertEquals(SESSION_ID, SessionIdScrambling.sessionId(datagram));
        assertEquals(encrypted, Bytes.wrap(datagram.array(), 4, datagram.limit() - 4));
        var opened = opener.open(datagram);
        assertNotNull(opened);
        assertEquals(packet, opened.slice(0, packet.length()));
        assertTrue(opened.slice(packet.length()).toHex().matches("(ff)*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmacAndNumbers", "hmac", "numbers", "checksum"})
    void certificatesAndComponentsContainTheKeys(String session) throws Exception {
        var group = DhGroup.of(Long.parseLong(text(session, "group")));
        assertNotNull(group);
        for (var end : new String[] {"initiator", "responder"}) {
            var certificate = Certificate.read(bytes(session, end + "Certificate"));
            assertEquals(bytes(session, end + "Fingerprint"), certificate.fingerprint());
            assertTrue(certificate.supports(group));
            assertEquals("responder".equals(end), certificate.acceptsAncillaryData());

            var agreement = SessionKeyingComponent.read(bytes(session, end + "Component"))
                    .agreement();
            var key = agreement.ephemeralKey();
            var inComponent = key == null ? null : key.publicKey();
            var publicKey = key(session, end).publicKey();
            assertEquals(publicKey, certificate.isStatic() ? certificate.staticKey(group) : inComponent);
            assertEquals(certificate.isStatic(), inComponent == null);
        }
    }

    @Test
    void startsUpWithTheDefaultSessionKey() {
        var sealer = PacketSealer.forStartup(scratch);
        var opener = PacketOpener.forStartup(scratch);
        assertSealsAndOpens(
                Bytes.ofHex("03300003" + "01aabb"), Bytes.ofHex("fd818bb822b193e4ae664c6bed9f02de"), sealer, opener);
        assertSealsAndOpens(
                Bytes.ofHex("03" + "11".repeat(13)), Bytes.ofHex("6cacc259fb0dd9b1413b46845d255796"), sealer, opener);
        assertNull(opener.open(ByteBuffer.wrap(new byte[20])));
    }

    private static DhKeyPair key(String session, String end) {
        var group = DhGroup.of(Long.parseLong(text(session, "group")));
        assertNotNull(group);
        return new DhKeyPair(group, new BigInteger(text(session, end + "Exponent"), 16));
    }

    private static Bytes bytes(String session, String name) {
        return Bytes.ofHex(text(session, name));
    }

    private static String text(String session, String name) {
        var text = SESSIONS.getProperty(session + "." + name);
        assertNotNull(text, name);
        return text;
    }
}
