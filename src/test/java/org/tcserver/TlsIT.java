package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.Recording;
import org.tcserver.testing.ServerCommand;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TlsFiles;

/** Tests TLS listeners: their certificate, its replacement, and clients without TLS. */
class TlsIT {
    private static final byte RTMP_VERSION = 3;

    @TempDir
    Path folder;

    private TlsFiles files;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        files = TlsFiles.in(Files.createDirectory(folder.resolve("tls")), "EC");
        server = ServerProcess.start(Interop.patient(files.flags("--rtmps", "127.0.0.1:0", "--wss", "127.0.0.1:0")));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        assertEquals(List.of(), server.unreadable(), "lines on stdout that are no events");
        assertEquals("", server.stderr());
    }

    private SSLSocket connect(TlsFiles trusted) throws Exception {
        var socket = (SSLSocket) trusted.trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port("rtmps"));
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        socket.startHandshake();
        return socket;
    }

    private void replaceBy(TlsFiles other) throws IOException {
        Files.copy(other.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(other.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        for (var file : List.of(files.certificate(), files.key())) {
            Files.setLastModifiedTime(
                    file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 5000));
        }
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Test
    void aNewCertificateIsShownToThoseWhoComeLaterAndABadOneIsNot() throws Exception {
        var before = connect(files);
        var other = TlsFiles.in(Files.createDirectory(folder.resolve("other")), "RSA");
        replaceBy(other);
        server.await("tls-reload", e -> e.is("tls-reload") && e.has("subject", "CN=localhost"));
        try (var after = connect(other)) {
            assertEquals(other.parsed(), shown(after));
        }
        Files.writeString(files.certificate(), "no certificate");
        // The earlier replacement of the two files was not atomic, so the server may also have reported that.
        server.await(
                "tls-reload-failed",
                e -> e.is("tls-reload-failed")
                        && e.has("reason", "--tls-cert " + files.certificate() + ": not a PEM file"));
        try (var after = connect(other)) {
            assertEquals(other.parsed(), shown(after));
        }
        try (before) {
            var c0c1 = new byte[1537];
            c0c1[0] = 3;
            before.getOutputStream().write(c0c1);
            assertEquals(3, before.getInputStream().read(), "who was there before is served on");
        }
    }

    @Test
    void whoeverSpeaksNoTlsIsClosedAlone() throws Exception {
        try (var guest = connect(files);
                var stranger = new Socket(InetAddress.getLoopbackAddress(), server.port("wss"))) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var event = server.await("tls-error", e -> e.is("tls-error"));
            assertTrue(event.has("proto", "wss"), event::line);
            assertTrue(event.has("address", "127.0.0.1:" + stranger.getLocalPort()), event::line);
            var c0c1 = new byte[1537];
            c0c1[0] = 3;
            guest.getOutputStream().write(c0c1);
            assertEquals(3, guest.getInputStream().read());
        }
    }

    /** The handshake before it was valid. */
    @Test
    void whoeverStopsSpeakingTlsIsAnError() throws Exception {
        try (var raw = new Socket(InetAddress.getLoopbackAddress(), server.port("rtmps"));
                var client = (SSLSocket) files.trusting().getSocketFactory().createSocket(raw, null, 0, false)) {
            client.startHandshake();
            raw.getOutputStream().write(HexFormat.of().parseHex("1703030014" + "00".repeat(20)));
            var event = server.await("error", e -> e.is("error"));
            assertTrue(event.has("address", "127.0.0.1:" + raw.getLocalPort()), event::line);
            assertFalse(event.text("reason").isBlank(), event::line);
        }
    }

    @Test
    void whoeverTakesTooLongForTheHandshakeIsToldOf() throws Exception {
        var flags = files.flags("--rtmps", "127.0.0.1:0", "--handshake-timeout", "0.5");
        try (var hasty = ServerProcess.start(flags);
                var silent = new Socket(InetAddress.getLoopbackAddress(), hasty.port("rtmps"))) {
            var event = hasty.await("tls-error", e -> e.is("tls-error"));
            assertTrue(event.has("reason", "no TLS handshake within the time allowed"), event::line);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    /** OpenSSL rejects a handshake that announces a session ticket and sends none. */
    @ParameterizedTest
    @CsvSource({
        "rtmps, -tls1_2 -ticket",
        "rtmps, -tls1_2 -no_ticket",
        "rtmps, -tls1_3",
        "wss, -tls1_2 -ticket",
        "wss, -tls1_2 -no_ticket",
        "wss, -tls1_3"
    })
    void servesOpenSsl(String listener, String options) throws Exception {
        boolean isRtmp = listener.equals("rtmps");
        var words = new ArrayList<>(List.of(Program.require("openssl").path().toString(), "s_client", "-quiet"));
        words.addAll(List.of(options.replace("-ticket", "").trim().split(" +")));
        words.addAll(List.of("-connect", "127.0.0.1:" + server.port(listener)));
        var client = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = client.getOutputStream()) {
            out.write(
                    isRtmp
                            ? Arrays.copyOf(new byte[] {RTMP_VERSION}, 1537)
                            : "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertEquals(isRtmp ? RTMP_VERSION : 'H', client.getInputStream().read());
        } finally {
            client.destroyForcibly();
        }
    }

    /** rtmpdump treats TLS 1.3 session tickets as errors, and exits when the server answers its close notification. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rtmpdumpPlaysToTheEnd(boolean knowsTls13) throws Exception {
        var rtmpdump = withGnuTls(Program.require("rtmpdump"), knowsTls13);
        var file = folder.resolve("dump.flv").toString();
        var url = "rtmps://localhost:" + server.port("rtmps") + "/live";
        var ffmpeg = withGnuTls(Program.require("ffmpeg"), knowsTls13);
        try (var player = rtmpdump.start("-q", "--live", "-r", url, "-y", "s", "-o", file)) {
            server.await("play", e -> e.is("play"));
            try (var publisher = publish(ffmpeg)) {
                publisher.awaitSuccess();
            }
            player.awaitExit();
            assertTrue(Files.size(Path.of(file)) > 10_000, player::toString);
        }
    }

    /** Debian links these programs with GnuTLS, which reads this file. */
    private Program withGnuTls(Program program, boolean knowsTls13) throws IOException {
        var settings = folder.resolve("gnutls.conf");
        Files.writeString(settings, knowsTls13 ? "" : "[overrides]\ndisabled-version = tls1.3\n");
        return new Program(program.path(), Map.of("GNUTLS_SYSTEM_PRIORITY_FILE", settings.toString()));
    }

    private ProgramRun publish(Program ffmpeg) throws Exception {
        var url = "rtmps://127.0.0.1:" + server.port("rtmps") + "/live/s";
        var clip = Clip.H264.file().toString();
        return ffmpeg.start("-v", "error", "-re", "-i", clip, "-t", "5", "-c", "copy", "-f", "flv", url);
    }

    @Test
    void withoutAUsableCertificateNothingStarts() throws Exception {
        var missing = folder.resolve("missing.pem").toString();
        var run = ServerCommand.run(
                "--rtmps",
                "127.0.0.1:0",
                "--tls-cert",
                missing,
                "--tls-key",
                files.key().toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.stderr().contains(missing + ": no such file"), run.stderr());
    }

    @Test
    void ffmpegPublishesAndPlays() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var url = "rtmps://127.0.0.1:" + server.port("rtmps") + "/live/stream";
        var file = Interop.recording("ffmpeg-rtmps");
        var interop = new Interop(server);
        try (var publisher = interop.publish(ffmpeg, Clip.H264.file(), url);
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        var ffprobe = Program.require("ffprobe");
        new Recording(file.toString(), Packet.of(ffprobe, Clip.H264.file()), Packet.of(ffprobe, file))
                .assertWindow()
                .assertTimeline();
    }
}
