package org.tcserver.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.TlsFiles;

class FileIdentityTest {
    @TempDir
    Path folder;

    private TlsFiles first;
    private TlsFiles second;
    private FileIdentity identity;

    @BeforeEach
    void makeFiles() throws Exception {
        first = TlsFiles.in(Files.createDirectory(folder.resolve("first")), "RSA");
        second = TlsFiles.in(Files.createDirectory(folder.resolve("second")), "EC");
        identity = new FileIdentity(first.certificate(), first.key());
    }

    private void replace(Path file, Path by) throws Exception {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 2000));
    }

    @Test
    void readsKeysOfBothKinds() throws Exception {
        assertEquals(first.parsed(), identity.certificate());
        assertEquals(second.parsed(), new FileIdentity(second.certificate(), second.key()).certificate());
    }

    @Test
    void takesNewFilesOnceTheyNoLongerChange() throws Exception {
        assertFalse(identity.refresh());
        assertFalse(identity.refresh());
        replace(first.certificate(), second.certificate());
        assertFalse(identity.refresh(), "the key may follow yet");
        replace(first.key(), second.key());
        assertFalse(identity.refresh());
        assertEquals(first.parsed(), identity.certificate());
        assertTrue(identity.refresh());
        assertEquals(second.parsed(), identity.certificate());
        assertFalse(identity.refresh());
    }

    @Test
    void aBadOneLeavesTheOldInForceAndIsReportedOnce() throws Exception {
        replace(first.certificate(), second.certificate());
        assertFalse(identity.refresh());
        var mismatch = assertThrows(CertificateException.class, identity::refresh);
        assertEquals(
                "the key does not belong to the first certificate, which has to be the server's own",
                mismatch.getMessage());
        assertFalse(identity.refresh());
        assertEquals(first.parsed(), identity.certificate());
        Files.writeString(first.key(), "nonsense");
        assertFalse(identity.refresh());
        assertThrows(CertificateException.class, identity::refresh);
        Files.delete(first.key());
        assertThrows(NoSuchFileException.class, identity::refresh);
        assertEquals(first.parsed(), identity.certificate());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        var missing = folder.resolve("missing.pem");
        assertEquals(
                missing + ": no such file",
                assertThrows(NoSuchFileException.class, () -> new FileIdentity(missing, first.key()))
                        .getMessage());
        assertEquals(
                "the key does not belong to the first certificate, which has to be the server's own",
                assertThrows(CertificateException.class, () -> new FileIdentity(first.certificate(), second.key()))
                        .getMessage());
        assertEquals(
                "no certificate in the PEM text",
                assertThrows(CertificateException.class, () -> new FileIdentity(first.key(), first.key()))
                        .getMessage());
        assertEquals(
                "no private key in the PEM text",
                assertThrows(
                                CertificateException.class,
                                () -> new FileIdentity(first.certificate(), first.certificate()))
                        .getMessage());
    }
}
