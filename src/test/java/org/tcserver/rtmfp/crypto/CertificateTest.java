package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class CertificateTest {
    private static final String GROUP_2 = "021502";

    @Test
    void ephemeralOnesHaveTheFormThatClientsOfFixedOffsetsExpect() {
        var certificate = Identity.ephemeral(new SecureRandom()).certificate();
        var hex = certificate.encoded().toHex();
        assertEquals(77, certificate.encoded().length());
        assertTrue(hex.startsWith("010a" + "410e"), hex);
        assertTrue(hex.endsWith("021502" + "021505" + "02150e"), hex);
        assertFalse(certificate.isStatic());
        assertTrue(certificate.acceptsAncillaryData());
        assertNotEquals(certificate, Identity.ephemeral(new SecureRandom()).certificate());
    }

    @Test
    void staticOnesHaveAKeyOfEachGroup() {
        var identity = Identity.withStaticKeys(new SecureRandom());
        var certificate = identity.certificate();
        assertTrue(certificate.isStatic());
        for (var group : DhGroup.values()) {
            var key = identity.staticKey(group);
            assertEquals(key == null ? null : key.publicKey(), certificate.staticKey(group));
            assertTrue(certificate.supports(group));
        }
        assertEquals(2 + 132 + 196 + 260, certificate.encoded().length());
    }

    @Test
    void theFingerprintIsOfWhatIsBeforeTheFirstMarker() throws Exception {
        var canonical = "0300" + "6162" + GROUP_2;
        var certificate = certificate(canonical + "00" + "010a" + "0300" + "7878" + "00" + "021d02");
        var sha256 = MessageDigest.getInstance("SHA-256");
        assertEquals(Bytes.wrap(sha256.digest(Bytes.ofHex(canonical).toArray())), certificate.fingerprint());
        assertEquals(certificate(canonical).fingerprint(), certificate.fingerprint());
        assertEquals(Bytes.ofUtf8("ab"), certificate.hostname());
        assertFalse(certificate.acceptsAncillaryData());
        assertFalse(certificate.isStatic());
        assertNotEquals(certificate(canonical), certificate);
    }

    @Test
    void ignoresWhatItDoesNotKnow() throws Exception {
        var certificate = certificate("02150e" + "021510" + "0363ffff" + "021502" + "038200aa");
        assertTrue(certificate.supports(DhGroup.GROUP_14));
        assertTrue(certificate.supports(DhGroup.GROUP_2));
        assertFalse(certificate.supports(DhGroup.GROUP_5));
        assertEquals(DhGroup.GROUP_14, DhGroup.strongestOf(certificate));
        assertNull(certificate.staticKey(DhGroup.GROUP_2));
        assertNull(DhGroup.strongestOf(certificate("021510")));
    }

    @Test
    void takesTheFirstOfTwoStaticKeysOfAGroup() throws Exception {
        var certificate = certificate("041d05aaaa" + "041d02bbbb" + "041d05cccc");
        assertEquals(Bytes.ofHex("aaaa"), certificate.staticKey(DhGroup.GROUP_5));
        assertEquals(DhGroup.GROUP_5, DhGroup.strongestOf(certificate));
    }

    @ParameterizedTest
    @CsvSource({
        "''", // neither keys nor groups
        "010a",
        "00021502", // groups outside the canonical section
        "021502041d02aaaa", // both
        "0200610200620215 02", // two hostnames
        "0115", // no group
        "011d",
        "02158f",
        "021502050e",
        "0215",
        "02",
    })
    void refuses(String hex) {
        assertThrows(MalformedException.class, () -> certificate(hex.replace(" ", "")));
    }

    @Test
    void damagedOnesAreCertificatesOrMalformed() throws Exception {
        long seed = 4;
        var random = new Random(seed);
        var genuine = Identity.withStaticKeys(new SecureRandom()).certificate().encoded();
        for (int i = 0; i < 20_000; i++) {
            var bytes = genuine.toArray();
            bytes[random.nextInt(4)] = (byte) random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            var damaged = Bytes.wrap(bytes, 0, random.nextInt(bytes.length + 1));
            try {
                assertEquals(damaged, Certificate.read(damaged).encoded(), "seed " + seed);
            } catch (MalformedException e) {
                // as it should be
            }
        }
    }

    @Test
    void theLesserOnePrevailsInGlare() throws Exception {
        var lesser = certificate(GROUP_2);
        var longer = certificate(GROUP_2 + "00");
        var greater = certificate("8002" + "1502"); // 80 is greater than 02 only without a sign
        assertTrue(lesser.prevailsOver(longer));
        assertFalse(longer.prevailsOver(lesser));
        assertTrue(longer.prevailsOver(greater));
        assertFalse(greater.prevailsOver(longer));
        assertTrue(lesser.prevailsOver(certificate(GROUP_2)));
        assertEquals(lesser, certificate(GROUP_2));
        assertEquals(lesser.hashCode(), certificate(GROUP_2).hashCode());
    }

    private static Certificate certificate(String hex) throws MalformedException {
        return Certificate.read(Bytes.ofHex(hex));
    }
}
