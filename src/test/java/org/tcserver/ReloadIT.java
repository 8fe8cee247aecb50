package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerCommand;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.testing.TlsFiles;

/** SIGHUP replaces keys and certificates while clients stay connected. */
class ReloadIT {
    @TempDir
    Path folder;

    private TlsFiles files;
    private Path keys;
    private Path arguments;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        files = TlsFiles.in(Files.createDirectory(folder.resolve("tls")), "EC");
        keys = Files.writeString(folder.resolve("keys"), "text:old");
        arguments = Files.writeString(folder.resolve("arguments"), "-t\n5");
        server = ServerProcess.startRtmp(files.flags(
                "--rtmps", "127.0.0.1:0", "--keys-file", keys.toString(), "--args-file", arguments.toString()));
    }

    @AfterEach
    void stop() throws Exception {
        server.closeCleanly();
    }

    private LoggedEvent reload(String type) throws Exception {
        long before = count(type);
        server.signal("HUP");
        return server.awaitCount((int) before + 1, type, event -> event.is(type), Deadline.patient())
                .getLast();
    }

    private long count(String type) {
        return server.events().stream().filter(event -> event.is(type)).count();
    }

    private RtmpClient client() throws Exception {
        return RtmpClient.to(server.port()).open();
    }

    private Certificate shown(TlsFiles trusted) throws Exception {
        try (var socket = (SSLSocket) trusted.trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port("rtmps"))) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private void assertRefused(String key) throws Exception {
        try (var client = client()) {
            var answer = client.connect(client.connectObject("live"), TestMedia.token(key, "live"));
            assertEquals("NetConnection.Connect.Rejected", answer.code());
        }
    }

    @Test
    void changesKeysAndCertificateAndKeepsClients() throws Exception {
        try (var before = client()) {
            before.connectTo("live", TestMedia.token("old", "live"));
            Files.writeString(keys, "text:new\ntext:newer");
            var other = TlsFiles.in(Files.createDirectory(folder.resolve("other")), "RSA");
            Files.copy(other.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
            var event = reload("reload");
            assertEquals(2, event.number("keys"));
            assertEquals("CN=localhost", event.text("subject"));
            assertEquals((double) other.parsed().getNotAfter().toInstant().getEpochSecond(), event.number("notAfter"));
            assertFalse(event.line().contains("restartNeeded"), event::line);
            assertEquals(other.parsed(), shown(other));
            assertRefused("old");
            try (var after = client()) {
                after.connectTo("live", TestMedia.token("newer", "live"));
            }
            before.createStream();
        }
    }

    @Test
    void keepsEverythingIfAnythingIsWrong() throws Exception {
        Files.writeString(keys, "text:new");
        Files.writeString(files.certificate(), "no certificate");
        assertEquals(
                "--tls-cert " + files.certificate() + ": not a PEM file",
                reload("reload-failed").text("reason"));
        assertRefused("new");
        Files.writeString(keys, "hex:abc");
        assertEquals(
                "--keys-file " + keys + ":1: an odd number of hexadecimal digits; each byte of the key has two",
                reload("reload-failed").text("reason"));
        Files.delete(keys);
        assertEquals(
                "--keys-file " + keys + ": no such file",
                reload("reload-failed").text("reason"));
        try (var client = client()) {
            client.connectTo("live", TestMedia.token("old", "live"));
        }
        assertEquals(files.parsed(), shown(files));
    }

    @Test
    void tellsThatOtherArgumentsNeedARestart() throws Exception {
        Files.writeString(arguments, "-t\n6");
        assertTrue(reload("reload").has("restartNeeded", true));
        Files.writeString(arguments, "-t\n5");
        assertFalse(reload("reload").has("restartNeeded", true));
        Files.writeString(arguments, "--nonsense");
        assertEquals(
                "--args-file " + arguments + ":1: --nonsense: unknown option",
                reload("reload-failed").text("reason"));
    }

    @Test
    void neverOpensAServerThatHadKeys() throws Exception {
        Files.writeString(arguments, "--keys-file\n" + keys);
        try (var other = ServerProcess.startRtmp("--args-file", arguments.toString())) {
            Files.writeString(arguments, "-t\n5");
            other.signal("HUP");
            var failed = other.await("reload-failed", event -> event.is("reload-failed"));
            assertEquals("no key is left; restart the server if all clients may connect", failed.text("reason"));
        }
    }

    /** A user who starts the server with nohup expects it to survive closing the terminal. */
    @Test
    void ignoresTheSignalUnderNohup() throws Exception {
        var words = new ArrayList<>(List.of("nohup"));
        words.addAll(ServerCommand.words("-b", "127.0.0.1:0"));
        try (var ignoring = ServerProcess.startCommand(words, Map.of())) {
            ignoring.signal("HUP");
            ignoring.freshStats();
            assertTrue(ignoring.events().stream().noneMatch(event -> event.is("reload")));
        }
    }

    @Test
    void warnsOfAnExpiredCertificateAtTheStart() throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.DAYS);
        var expired = TlsFiles.in(
                Files.createDirectory(folder.resolve("expired")), "EC", end.minus(30, ChronoUnit.DAYS), end);
        try (var other = ServerProcess.start(expired.flags("--rtmps", "127.0.0.1:0"))) {
            var warning = other.await("tls-warning", event -> event.is("tls-warning"));
            assertEquals("expired", warning.text("reason"));
            assertEquals("CN=localhost", warning.text("subject"));
            assertEquals(end.toString(), warning.text("date"));
        }
    }
}
