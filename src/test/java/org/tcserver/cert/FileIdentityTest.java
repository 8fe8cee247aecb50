package org.tcserver.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Program;
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
        identity = of(first.certificate(), first.key());
    }

    private static FileIdentity of(Path certificate, Path key) throws Exception {
        return new FileIdentity(new PemFile("--tls-cert", certificate), new PemFile("--tls-key", key));
    }

    private void replace(Path file, Path by) throws Exception {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 2000));
    }

    @Test
    void readsKeysOfBothKinds() throws Exception {
        assertEquals(first.parsed(), identity.certificate());
        assertEquals(second.parsed(), of(second.certificate(), second.key()).certificate());
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
        assertThrows(CertificateException.class, identity::refresh);
        assertFalse(identity.refresh());
        assertEquals(first.parsed(), identity.certificate());
        Files.writeString(first.key(), "nonsense");
        assertFalse(identity.refresh());
        assertThrows(CertificateException.class, identity::refresh);
        Files.delete(first.key());
        assertThrows(IOException.class, identity::refresh);
        assertEquals(first.parsed(), identity.certificate());
    }

    private String wrong(Path certificate, Path key) {
        var thrown = assertThrows(Exception.class, () -> of(certificate, key));
        assertTrue(thrown instanceof IOException || thrown instanceof CertificateException, thrown::toString);
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void saysWhichFileIsWrongAndWhy() throws Exception {
        var missing = folder.resolve("missing.pem");
        assertEquals("--tls-cert " + missing + ": no such file", wrong(missing, first.key()));
        assertEquals("--tls-key " + missing + ": no such file", wrong(first.certificate(), missing));
        assertEquals("--tls-cert " + folder + ": a folder, not a file", wrong(folder, first.key()));
        assertEquals("--tls-key " + folder + ": a folder, not a file", wrong(first.certificate(), folder));
        assertEquals(
                "--tls-key " + second.key() + ": not the key of the first certificate of --tls-cert "
                        + first.certificate() + ", which must be the server's own",
                wrong(first.certificate(), second.key()));
        assertEquals("--tls-cert " + first.key() + ": no certificate in the PEM text", wrong(first.key(), first.key()));
        assertEquals(
                "--tls-key " + first.certificate() + ": no private key in the PEM text",
                wrong(first.certificate(), first.certificate()));
        var text = Files.writeString(folder.resolve("text"), "0 is no certificate");
        assertEquals("--tls-cert " + text + ": not a PEM file", wrong(text, first.key()));
    }

    @Test
    void saysThatPermissionIsMissing() {
        var file = new PemFile("--tls-key", Path.of("/etc/key.pem"));
        assertEquals(
                "--tls-key /etc/key.pem: no permission to read it",
                file.unreadable(new AccessDeniedException("/etc/key.pem")).getMessage());
    }

    /** Runs the command at the end of a message in a shell, and returns the file that it makes. */
    private Path obey(String message, String advice) throws Exception {
        assertTrue(message.contains(advice), message);
        var command = message.substring(message.indexOf("openssl "));
        var run = new ProcessBuilder("sh", "-c", command + " -passin pass:secret")
                .inheritIO()
                .start();
        assertEquals(0, run.waitFor(), command);
        var printed = new ProcessBuilder("sh", "-c", "printf %s " + command.replaceFirst(".* -out ", "")).start();
        return Path.of(new String(printed.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void tellsTheCommandThatConvertsDer() throws Exception {
        Program.require("openssl");
        var certificate =
                Files.write(folder.resolve("it's a cert.der"), first.parsed().getEncoded());
        var converted = obey(wrong(certificate, first.key()), "not a PEM file; convert it with: openssl x509 ");
        assertEquals(first.parsed(), of(converted, first.key()).certificate());
        var key = Files.write(
                folder.resolve("der.pem"), PemFile.of(first.key()).privateKey().getEncoded());
        var convertedKey = obey(wrong(first.certificate(), key), "not a PEM file; convert it with: openssl pkey ");
        assertEquals(folder.resolve("der-converted.pem"), convertedKey);
        assertEquals(first.parsed(), of(first.certificate(), convertedKey).certificate());
    }

    @Test
    void tellsTheCommandsThatUnpackPkcs12() throws Exception {
        var openssl = Program.require("openssl");
        var packed = folder.resolve("both.p12");
        openssl.run(
                "pkcs12",
                "-export",
                "-in",
                first.certificate().toString(),
                "-inkey",
                first.key().toString(),
                "-passout",
                "pass:secret",
                "-out",
                packed.toString());
        var key = obey(wrong(first.certificate(), packed), "not a PEM file; convert it with: openssl pkcs12 -nocerts ");
        assertEquals(first.parsed(), of(first.certificate(), key).certificate());
        var certificate = obey(wrong(packed, first.key()), "not a PEM file; convert it with: openssl pkcs12 -nokeys ");
        assertEquals(first.parsed(), of(certificate, first.key()).certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-traditional", "-v2prf hmacWithSHA256"})
    void tellsTheCommandThatDecryptsAKey(String form) throws Exception {
        var openssl = Program.require("openssl");
        var encrypted = folder.resolve("encrypted.pem");
        var command = form.equals("-traditional") ? "rsa -aes128 -traditional" : "pkcs8 -topk8 " + form;
        var words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("-passout", "pass:secret", "-in", first.key().toString(), "-out", encrypted.toString()));
        openssl.run(words.toArray(String[]::new));
        var message = wrong(first.certificate(), encrypted);
        var key = obey(message, "the private key is encrypted; decrypt it with: openssl pkey ");
        assertEquals(folder.resolve("encrypted-decrypted.pem"), key);
        assertEquals(first.parsed(), of(first.certificate(), key).certificate());
    }

    @Test
    void readsUnchangedFilesAgainWhenAsked() throws Exception {
        identity.reload();
        assertEquals(first.parsed(), identity.certificate());
        Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
        assertThrows(CertificateException.class, identity::reload);
        assertEquals(first.parsed(), identity.certificate());
        Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
        identity.reload();
        assertEquals(second.parsed(), identity.certificate());
    }
}
