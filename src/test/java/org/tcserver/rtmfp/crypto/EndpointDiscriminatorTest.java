package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class EndpointDiscriminatorTest {
    private static final String F = "0f".repeat(32);

    @Test
    void readsAndWrites() throws Exception {
        var all = new EndpointDiscriminator(Bytes.ofHex(F), Bytes.ofUtf8("rtmfp://a/b"), Bytes.ofUtf8("ab"));
        var hex = "210f" + F + "0c0a" + "72746d66703a2f2f612f62" + "03006162";
        assertEquals(hex, all.toBytes().toHex());
        assertEquals(all, EndpointDiscriminator.read(Bytes.ofHex(hex)));
        var otherwise = "03006162" + "024099" + hex.substring(0, hex.length() - 8);
        assertEquals(all, EndpointDiscriminator.read(Bytes.ofHex(otherwise)));
    }

    @Test
    void canonicalOnesAre34Bytes() {
        var canonical = EndpointDiscriminator.ofFingerprint(Bytes.ofHex(F));
        assertEquals("210f" + F, canonical.toBytes().toHex());
        assertEquals(
                "050072656469",
                EndpointDiscriminator.ofRequiredHostname("redi").toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({"020f00", "020a610200610200 62", "020a61020a62", "210f00", "05"})
    void refuses(String hex) {
        var encoded = Bytes.ofHex(hex.replace(" ", ""));
        assertThrows(MalformedException.class, () -> EndpointDiscriminator.read(encoded));
    }

    /** The certificate has hostname "ab" or none, and accepts ancillary data or not. */
    @ParameterizedTest
    @CsvSource({
        "'', false, false, false, false",
        "020a78, false, true, false, true",
        "010a, false, true, false, true",
        "03006162, false, false, true, true",
        "03006163, false, false, false, false",
        "020a7803006162, false, false, false, true",
        "020a7803006163, false, false, false, false",
        "03ff0099, false, false, false, false",
    })
    void selects(String hex, boolean plain, boolean accepting, boolean named, boolean both) throws Exception {
        var discriminator = EndpointDiscriminator.read(Bytes.ofHex(hex));
        assertEquals(plain, discriminator.selects(certificate("")));
        assertEquals(accepting, discriminator.selects(certificate("010a")));
        assertEquals(named, discriminator.selects(certificate("03006162")));
        assertEquals(both, discriminator.selects(certificate("010a03006162")));
    }

    @Test
    void aFingerprintDecidesAlone() throws Exception {
        var certificate = certificate("010a");
        var right = certificate.fingerprint();
        assertTrue(EndpointDiscriminator.ofFingerprint(right).selects(certificate));
        assertTrue(new EndpointDiscriminator(right, null, Bytes.ofUtf8("other")).selects(certificate));
        var wrong = Bytes.ofHex(F);
        assertFalse(new EndpointDiscriminator(wrong, Bytes.ofUtf8("x"), null).selects(certificate));
    }

    private static Certificate certificate(String options) throws MalformedException {
        return Certificate.read(Bytes.ofHex(options + "021502"));
    }
}
