package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class KeyingTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Identity EPHEMERAL = Identity.ephemeral(RANDOM);
    private static final Identity STATIC = Identity.withStaticKeys(RANDOM);
    private static final KeyingPolicy ALL_REQUIRED = new KeyingPolicy(true, true);
    private static final KeyingPolicy NOTHING_REQUIRED = new KeyingPolicy(false, false);
    private static final Bytes PACKET = Bytes.ofHex("0118000107");

    static Stream<Arguments> endsAndPolicies() {
        return Stream.of(EPHEMERAL, STATIC)
                .flatMap(initiator -> Stream.of(EPHEMERAL, STATIC)
                        .flatMap(responder -> Stream.of(ALL_REQUIRED, NOTHING_REQUIRED, new KeyingPolicy(true, false))
                                .flatMap(one -> Stream.of(ALL_REQUIRED, NOTHING_REQUIRED, new KeyingPolicy(false, true))
                                        .map(other -> Arguments.of(initiator, responder, one, other)))));
    }

    @ParameterizedTest
    @MethodSource("endsAndPolicies")
    void anyTwoEndsAgree(
            Identity initiator, Identity responder, KeyingPolicy initiatorPolicy, KeyingPolicy responderPolicy)
            throws Exception {
        var opening = new Keying(initiator, initiatorPolicy).initiate(responder.certificate());
        var response = new Keying(responder, responderPolicy).respond(initiator.certificate(), opening.component());
        var initiatorKeys = opening.combine(response.component());
        assertEquals(initiatorKeys.nearNonce(), response.keys().farNonce());
        assertEquals(initiatorKeys.farNonce(), response.keys().nearNonce());
        assertPasses(initiatorKeys, response.keys(), responderPolicy);
        assertPasses(response.keys(), initiatorKeys, initiatorPolicy);
    }

    private static void assertPasses(SessionKeys from, SessionKeys to, KeyingPolicy receiver) {
        var scratch = new PacketScratch();
        var sealer = from.sealer(scratch);
        var opener = to.opener(scratch);
        var datagram = ByteBuffer.allocateDirect(100);
        sealer.seal(7, PACKET, datagram);
        datagram.flip();
        assertEquals(receiver.hmacRequired() ? 36 : 20, datagram.limit());
        var opened = opener.open(datagram);
        assertNotNull(opened);
        assertEquals(PACKET, opened.slice(0, PACKET.length()));
        if (receiver.sequenceNumbersRequired()) {
            assertNull(opener.open(datagram));
        }
    }

    /** Clients that read at fixed offsets get exactly these bytes. */
    @Test
    void answersClientsOfFixedOffsets() throws Exception {
        var clientKey = DhKeyPair.generate(DhGroup.GROUP_2, RANDOM);
        var client =
                Certificate.read(Bytes.ofHex("81021d02" + clientKey.publicKey().toHex()));
        var component = Bytes.ofHex("021d02" + "410e" + "5a".repeat(64));
        var response = new Keying(EPHEMERAL, NOTHING_REQUIRED).respond(client, component);

        assertEquals(
                "031a0000" + "021e00" + "81020d02",
                response.component().slice(0, 11).toHex());
        assertEquals(11 + 128, response.component().length());
        var out = new ByteWriter();
        new RIKeying(0x11223344, response.component(), Keying.NO_SIGNATURE).write(out);
        assertEquals("780092" + "11223344" + "810b", out.toBytes().slice(0, 9).toHex());
        assertEquals(0x58, out.toBytes().at(out.length() - 1));

        var secret = clientKey.sharedSecret(response.component().slice(11));
        var keys = SessionKeys.derive(secret, component, response.component(), Protection.STARTUP, Protection.STARTUP);
        assertPasses(keys, response.keys(), NOTHING_REQUIRED);
        assertPasses(response.keys(), keys, NOTHING_REQUIRED);
    }

    @Test
    void keysOfFixedOffsetsArePadded() {
        var shortKey = new DhKeyPair(DhGroup.GROUP_2, BigInteger.valueOf(1000));
        var option = PublicKeyOption.of(shortKey).toOption(0x0d);
        var out = new ByteWriter();
        option.write(out);
        assertEquals("81020d02" + "000001" + "00".repeat(125), out.toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "031a0110021e01, false, 031a0210021e02", // both requested
        "031a0310021e00, false, 031a0210021e00",
        "031a0000021e03, false, 031a0000021e02",
        "031a0610021e06, false, 031a0000021e00", // sent in any case, but not requested
        "031a0a0a021e02, false, 031a0000021e00", // as Flash Player asks
        "031a0a0a021e02, true, 031a0310021e03",
        "031a0310021e03, true, 031a0310021e03",
        "'', false, 031a0000021e00",
    })
    void answersWhatIsAsked(String negotiation, boolean required, String answer) throws Exception {
        var key = DhKeyPair.generate(DhGroup.GROUP_5, RANDOM);
        var component = PublicKeyOption.of(key).toOption(0x0d);
        var out = new ByteWriter();
        component.write(out);
        out.bytes(Bytes.ofHex(negotiation));
        var response = new Keying(EPHEMERAL, new KeyingPolicy(required, required))
                .respond(EPHEMERAL.certificate(), out.toBytes());
        assertEquals(answer, response.component().slice(0, 7).toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "031a0000021e02", // no HMACs, though required
        "021e02",
        "031a0210021e00", // no sequence numbers
        "031a0210",
        "031a0203021e02", // HMACs of 3 bytes
        "031a0221021e02", // of 33
        "021a02021e02",
        "011a021e02",
        "031a0210031a0210021e02", // twice
    })
    void refusesInitiatorsThatCannotDoWhatIsRequired(String negotiation) {
        var key = DhKeyPair.generate(DhGroup.GROUP_2, RANDOM).publicKey().toHex();
        var component = Bytes.ofHex("81020d02" + key + negotiation);
        var keying = new Keying(EPHEMERAL, ALL_REQUIRED);
        assertThrows(MalformedException.class, () -> keying.respond(EPHEMERAL.certificate(), component));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "010d",
        "020d02", // an empty key
        "050d10aaaaaa", // an unknown group
        "050d02aaaaaa",
        "021d02", // our certificate has no static keys
        "81",
    })
    void refusesInitiatorsWithoutAGoodKey(String component) {
        var keying = new Keying(EPHEMERAL, NOTHING_REQUIRED);
        assertThrows(MalformedException.class, () -> keying.respond(EPHEMERAL.certificate(), Bytes.ofHex(component)));
    }

    @ParameterizedTest
    @CsvSource({"''", "021d05", "021d10", "021d"})
    void refusesInitiatorsThatSelectNoStaticKey(String component) throws Exception {
        var key = DhKeyPair.generate(DhGroup.GROUP_2, RANDOM).publicKey().toHex();
        var certificate = Certificate.read(Bytes.ofHex("81021d02" + key));
        var keying = new Keying(EPHEMERAL, NOTHING_REQUIRED);
        assertThrows(MalformedException.class, () -> keying.respond(certificate, Bytes.ofHex(component)));
    }

    @Test
    void refusesRespondersWithoutAGoodKey() throws Exception {
        var opening = new Keying(EPHEMERAL, NOTHING_REQUIRED).initiate(EPHEMERAL.certificate());
        var otherGroup = DhKeyPair.generate(DhGroup.GROUP_2, RANDOM).publicKey().toHex();
        for (var component : new String[] {"", "020d0e", "050d0eaaaaaa", "81020d02" + otherGroup}) {
            assertThrows(MalformedException.class, () -> opening.combine(Bytes.ofHex(component)), component);
        }
        var demanding = new Keying(EPHEMERAL, ALL_REQUIRED).initiate(STATIC.certificate());
        assertThrows(MalformedException.class, () -> demanding.combine(Bytes.ofHex("031a0000021e00")));
    }

    @Test
    void initiatorsTakeTheStrongestGroupInCommon() throws Exception {
        var keying = new Keying(EPHEMERAL, NOTHING_REQUIRED);
        var strongest = keying.initiate(EPHEMERAL.certificate()).component().toHex();
        assertTrue(strongest.startsWith("031a0210" + "021e02" + "82020d0e"), strongest);
        var middle = keying.initiate(Certificate.read(Bytes.ofHex("021502" + "021505" + "021510")));
        assertTrue(middle.component().toHex().startsWith("031a0210" + "021e02" + "81420d05"));
        var ofStaticKeys = new Keying(STATIC, ALL_REQUIRED).initiate(EPHEMERAL.certificate());
        assertTrue(ofStaticKeys.component().toHex().startsWith("031a0310" + "021e03" + "021d0e" + "410e"));
        var unknown = Certificate.read(Bytes.ofHex("021510"));
        assertThrows(MalformedException.class, () -> keying.initiate(unknown));
    }
}
