package org.tcserver.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Authority authority(Instant now) throws IOException {
        return Authority.open(folder, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void rootIsMadeOnceAndKeptSecret() throws Exception {
        var first = authority(NOW).certificate();
        assertEquals(first, authority(NOW).certificate());
        assertEquals(0, first.getBasicConstraints());
        assertEquals(
                Duration.ofDays(7305), Duration.between(NOW, first.getNotAfter().toInstant()));
        assertTrue(first.getSubjectX500Principal().getName().matches("CN=TC_PAVS root [A-Za-z0-9]{16},O=CSA"));
        assertEquals("rw-------", permissions("root.key"));
        assertTrue(Files.readString(folder.resolve("root.key")).startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.key", "root.pem"})
    void rootWithOneFileMissingIsRefused(String file) throws Exception {
        authority(NOW);
        Files.delete(folder.resolve(file));
        var error = assertThrows(IOException.class, () -> authority(NOW));
        assertEquals("only one of root.pem and root.key exists in " + folder, error.getMessage());
    }

    @Test
    void deviceLeafIsAsDocumented() throws Exception {
        var root = authority(NOW);
        var issued = new DeviceCertificates(root, "localhost").keypair(new LeafName("dev"), true);
        assertTrue(issued.created());
        var bundle = Pem.certificates(Files.readString(issued.certificate()));
        var leaf = bundle.getFirst();
        assertEquals(root.certificate(), bundle.get(1));
        assertEquals("CN=dev,OU=TC_PAVS,O=CSA", leaf.getSubjectX500Principal().getName());
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
        assertEquals(-1, leaf.getBasicConstraints());
        assertTrue(root.issued(leaf));
        assertEquals("rw-------", permissions("dev.key"));
        assertEquals(
                Duration.ofDays(397),
                Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()));
    }

    @Test
    void keypairWithoutOverrideKeepsWhatIsThere() throws Exception {
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        var name = new LeafName("dev");
        assertTrue(devices.keypair(name, false).created());
        var before = Files.readString(folder.resolve("dev.pem"));
        assertFalse(devices.keypair(name, false).created());
        assertEquals(before, Files.readString(folder.resolve("dev.pem")));
        assertTrue(devices.keypair(name, true).created());
        assertNotEquals(before, Files.readString(folder.resolve("dev.pem")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1"})
    void signsTheKeyOfARequestAndNothingElseOfIt(String curve) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
        var pair = generator.generateKeyPair();
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        var issued = devices.sign(new LeafName("cam"), csr(pair, pair, "SHA256withECDSA"), true);
        assertNull(issued.key());
        var leaf = Pem.certificates(Files.readString(issued.certificate())).getFirst();
        assertEquals(pair.getPublic(), leaf.getPublicKey());
        assertEquals("CN=cam,OU=TC_PAVS,O=CSA", leaf.getSubjectX500Principal().getName());
        assertThrows(DeviceCertificates.TakenException.class, () -> devices.keypair(new LeafName("cam"), false));
        assertFalse(devices.sign(new LeafName("cam"), csr(pair, pair, "SHA256withECDSA"), false)
                .created());
    }

    @Test
    void signingReplacesTheKeyThatNoLongerFits() throws Exception {
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        devices.keypair(new LeafName("dev"), true);
        var pair = Keys.generate();
        devices.sign(new LeafName("dev"), csr(pair, pair, "SHA256withRSA"), true);
        assertFalse(Files.exists(folder.resolve("dev.key")));
    }

    @Test
    void refusesARequestSignedByAnotherKey() throws Exception {
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        var forged = csr(Keys.generate(), Keys.generate(), "SHA256withRSA");
        assertThrows(CertificateException.class, () -> devices.sign(new LeafName("cam"), forged, true));
        assertFalse(Files.exists(folder.resolve("cam.pem")));
    }

    @Test
    void refusesAWeakKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var pair = generator.generateKeyPair();
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        var weak = csr(pair, pair, "SHA256withRSA");
        assertThrows(CertificateException.class, () -> devices.sign(new LeafName("cam"), weak, true));
    }

    @Test
    void damagedRequestsAreCertificateErrorsWhereverTheyAreCut() throws Exception {
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        var pair = Keys.generate();
        var pem = csr(pair, pair, "SHA256withRSA");
        for (int length = 0; length < pem.length() - 3; length += 7) {
            var cut = pem.substring(0, length);
            assertThrows(
                    CertificateException.class, () -> devices.sign(new LeafName("cam"), cut, true), () -> "cut " + cut);
        }
    }

    private static String csr(KeyPair subject, KeyPair signer, String algorithm) throws Exception {
        var builder = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=ignored"), subject.getPublic());
        return Pem.of(builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "ROOT", ".x", "../x", "a/b", "a b", "ä", "a\u0000"})
    void badNames(String name) {
        assertTrue(LeafName.of(name).isEmpty());
        assertTrue(LeafName.of("x".repeat(65)).isEmpty());
        assertTrue(LeafName.of("x".repeat(64)).isPresent());
    }

    @Test
    void serverIdentityIsReusedUntilItsNamesOrTimeRunOut() throws Exception {
        var names = List.of(AltName.dns("localhost"), new AltName(true, "0:0:0:0:0:0:0:1"));
        var first = new ServerIdentity(authority(NOW), "localhost", "localhost", names).certificate();
        assertEquals(first, new ServerIdentity(authority(NOW), "localhost", "localhost", names).certificate());
        var more = List.of(AltName.dns("localhost"), new AltName(true, "192.0.2.1"));
        var second = new ServerIdentity(authority(NOW), "localhost", "localhost", more).certificate();
        assertNotEquals(first, second);
        var late = authority(NOW.plus(Duration.ofDays(368)));
        var third = new ServerIdentity(late, "localhost", "localhost", more).certificate();
        assertNotEquals(second, third);
        assertTrue(AltName.of(third).containsAll(more));
    }

    @Test
    void damagedServerFilesAreReplaced() throws Exception {
        var names = List.of(AltName.dns("localhost"));
        var first = new ServerIdentity(authority(NOW), "localhost", "localhost", names).certificate();
        Files.writeString(folder.resolve("localhost.key"), "damaged");
        assertNotEquals(first, new ServerIdentity(authority(NOW), "localhost", "localhost", names).certificate());
    }

    @Test
    void folderShowsWhatItHolds() throws Exception {
        new DeviceCertificates(authority(NOW), "localhost").keypair(new LeafName("dev"), true);
        var view = new CertificateFolder(folder);
        assertEquals(List.of("dev.key", "dev.pem", "root.key", "root.pem"), view.list());
        var leaf = assertInstanceOf(
                CertificateFolder.StoredCertificate.class, view.read("dev.pem").orElseThrow());
        assertEquals("CN=dev,OU=TC_PAVS,O=CSA", leaf.subject());
        assertEquals(NOW, leaf.notBefore());
        assertTrue(leaf.extensions().contains("keyUsage: digitalSignature, keyEncipherment (critical)"));
        assertTrue(leaf.extensions().contains("extKeyUsage: clientAuth"));
        var key = assertInstanceOf(
                CertificateFolder.StoredKey.class, view.read("dev.key").orElseThrow());
        assertEquals(2048, key.bits());
        assertTrue(key.publicPem().startsWith("-----BEGIN RSA PUBLIC KEY-----"));
        assertTrue(view.read("../dev.pem").isEmpty());
        assertTrue(view.read("none.pem").isEmpty());
    }

    @Test
    void theServersNameIsNoDevices() throws Exception {
        var devices = new DeviceCertificates(authority(NOW), "localhost");
        for (var name : List.of("localhost", "LocalHost")) {
            assertThrows(DeviceCertificates.TakenException.class, () -> devices.keypair(new LeafName(name), true));
        }
        assertFalse(Files.exists(folder.resolve("localhost.pem")));
    }
}
