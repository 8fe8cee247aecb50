package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.pushav.PushAvService;
import org.tcserver.testing.Program;

/** Tests start-up and its failures. The message is the user's only information. */
class PushAvStartIT {
    @TempDir
    Path folder;

    private static PushAvConfig config(String host, int port, Optional<Path> directory) {
        return new PushAvConfig(
                host,
                port,
                directory,
                Optional.empty(),
                Optional.empty(),
                false,
                1000,
                Duration.ZERO,
                Long.MAX_VALUE,
                Set.of(),
                List.of());
    }

    private static void fails(PushAvConfig config, String message) {
        var error = assertThrows(IOException.class, () -> PushAvServer.start(config));
        assertEquals(message, error.getMessage());
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        fails(config("localhost", 0, Optional.of(file)), "--working-directory " + file + ": it is not a folder");
        fails(
                config("localhost", 0, Optional.of(file.resolve("x"))),
                "--working-directory " + file.resolve("x") + ": Not a directory");
        fails(
                config("no.such.host.invalid", 0, Optional.empty()),
                "cannot listen on no.such.host.invalid: the name has no address");
        assertEquals(
                "--working-directory d: cannot use d/x: permission denied",
                WorkingDirectory.explained(Optional.of(Path.of("d")), new AccessDeniedException("d/x"))
                        .getMessage());
    }

    /** Two servers would write into the same journals. */
    @Test
    void aWorkingDirectoryHasOneServer() throws Exception {
        var config = config("localhost", 0, Optional.of(folder));
        try (var first = PushAvServer.start(config)) {
            assertTrue(first.port() > 0);
            fails(config, "another server is using the working directory " + folder);
        }
        try (var process = new PushAvProcess(folder)) {
            fails(config, "another server is using the working directory " + folder);
            process.kill();
        }
        try (var last = PushAvServer.start(config)) {
            assertTrue(last.port() > 0);
        }
    }

    @Test
    void aHangupReloadsTheCertificateAndKeepsTheOldIfItIsBad() throws Exception {
        try (var server = new PushAvProcess(folder)) {
            var file = folder.resolve("certs/server/localhost.pem");
            server.signal("HUP");
            server.awaitLog("reloaded the certificate of ");
            Files.writeString(file, "no certificate");
            server.signal("HUP");
            server.awaitLog("nothing is reloaded, the old certificate stays: " + file + ": not a PEM file");
            var root = folder.resolve("certs/server/root.pem").toString();
            Program.require("curl").run("-sSf", "--cacert", root, server.url("/streams"));
            assertEquals(0, server.terminate());
        }
    }

    @Test
    void aServerThatFailsToStartLeavesNoFolder() throws Exception {
        var before = temporaryFolders();
        try (var first = PushAvServer.start(config("127.0.0.1", 0, Optional.of(folder)))) {
            fails(
                    config("127.0.0.1", first.port(), Optional.empty()),
                    "cannot listen on 127.0.0.1 port " + first.port() + ": Address already in use");
        }
        assertEquals(before, temporaryFolders());
    }

    /** Otherwise the server could write keys into a temporary folder after its removal. */
    @Test
    void waitsForKeysThatAreBeingMadeBeforeItFails() throws Exception {
        var server = Files.createDirectories(folder.resolve("certs/server"));
        Files.createFile(server.resolve("root.pem"));
        fails(config("localhost", 0, Optional.of(folder)), "only one of root.pem and root.key exists in " + server);
        assertTrue(Files.exists(folder.resolve("certs/device/root.key")));
    }

    @Test
    void failingAtAnErrorLeavesNoFolder() throws Exception {
        var before = temporaryFolders();
        var limits = new PushAvService.Limits(1000, Duration.ofSeconds(30), -1); // invalid number of threads
        assertThrows(
                IllegalArgumentException.class,
                () -> PushAvServer.start(config("localhost", 0, Optional.empty()), limits));
        assertEquals(before, temporaryFolders());
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("TC_PAVS"))
                    .toList();
        }
    }

    /** JmDNS takes seconds to probe a name. */
    @Test
    void advertisingDelaysNothing() throws Exception {
        try (var first = PushAvServer.start(config("localhost", 0, Optional.of(folder)))) {
            assertTrue(first.port() > 0); // This server makes the certificates, which is slow.
        }
        long begun = System.nanoTime();
        try (var silent = PushAvServer.start(config("localhost", 0, Optional.of(folder)))) {
            assertTrue(silent.port() > 0);
        }
        var usual = Duration.ofNanos(System.nanoTime() - begun);
        var config = new PushAvConfig(
                "localhost",
                0,
                Optional.of(folder),
                Optional.of("start test"),
                Optional.empty(),
                false,
                1000,
                Duration.ZERO,
                Long.MAX_VALUE,
                Set.of(),
                List.of());
        try (var server = assertTimeout(usual.plusSeconds(2), () -> PushAvServer.start(config))) {
            assertFalse(server.port() == 0);
        }
    }
}
