package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.cert.Authority;

class WorkingDirectoryTest {
    @TempDir
    private Path parent;

    private Path path;

    @BeforeEach
    void allowOthersIntoParent() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        path = parent.resolve("made/work");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void makeAuthorities(WorkingDirectory directory) throws IOException {
        Authority.open(directory.deviceCertificates(), Clock.systemUTC());
        Authority.open(directory.serverCertificates(), Clock.systemUTC());
    }

    @Test
    void letsOtherUsersReadRootCertificateAndNothingElse() throws Exception {
        try (var directory = WorkingDirectory.open(Optional.of(path))) {
            makeAuthorities(directory);
            assertEquals("rwxr-xr-x", mode(parent));
            assertEquals("rwx--x--x", mode(parent.resolve("made")));
            assertEquals("rwx--x--x", mode(path));
            assertEquals("rw-------", mode(path.resolve(".lock")));
            assertEquals("rwx--x--x", mode(path.resolve("certs")));
            assertEquals("rwx--x--x", mode(path.resolve("certs/server")));
            assertEquals("rw-r--r--", mode(path.resolve("certs/server/root.pem")));
            assertEquals("rw-------", mode(path.resolve("certs/server/root.key")));
            assertEquals("rwx------", mode(path.resolve("certs/device")));
            assertEquals("rw-------", mode(path.resolve("certs/device/root.key")));
        }
    }

    @Test
    void keepsModesThatAreThere() throws Exception {
        Files.createDirectories(path.resolve("certs/device"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setPosixFilePermissions(path.resolve("certs/device"), PosixFilePermissions.fromString("rwxr-x---"));
        try (var directory = WorkingDirectory.open(Optional.of(path))) {
            makeAuthorities(directory);
            assertEquals("rwxrwx---", mode(path));
            assertEquals("rwxr-x---", mode(path.resolve("certs/device")));
        }
    }

    /** Exits without closing its temporary directory, like a process that a signal ends. */
    static final class EndingProcess {
        private EndingProcess() {}

        public static void main(String[] arguments) throws Exception {
            var directory = WorkingDirectory.open(Optional.empty());
            makeAuthorities(directory);
            System.out.println(directory.path());
            System.exit(0);
        }
    }

    @Test
    void removesTemporaryDirectoryWhenProcessEndsWithoutClosing() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path");
        var process = new ProcessBuilder(java, "-cp", classPath, EndingProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader()) {
            var temporary = out.readLine();
            assertEquals(0, process.waitFor());
            assertTrue(temporary.contains("TC_PAVS"), temporary);
            assertFalse(Files.exists(Path.of(temporary)));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesToMakeKeysAfterRemoval() throws Exception {
        var directory = WorkingDirectory.open(Optional.empty());
        directory.close();
        assertThrows(
                NoSuchFileException.class, () -> Authority.open(directory.deviceCertificates(), Clock.systemUTC()));
        assertFalse(Files.exists(directory.path()));
    }

    @Test
    void removesTemporaryDirectoryAndKeepsOther() throws Exception {
        Path temporary;
        try (var directory = WorkingDirectory.open(Optional.empty())) {
            temporary = directory.path();
            assertEquals("rwx------", mode(temporary));
            makeAuthorities(directory);
        }
        assertFalse(Files.exists(temporary));
        try (var directory = WorkingDirectory.open(Optional.of(path))) {
            assertEquals(path, directory.path());
        }
        assertEquals("rwx--x--x", mode(path));
    }
}
