package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcserver.testing.BareDebian;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.ProcessSize;
import org.tcserver.testing.Program;
import org.tcserver.testing.Recording;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TlsFiles;

/** Tests the image of {@code bin/package} on a minimal Debian, as a user without write access to it. */
@Timeout(600)
class ImageIT {
    private static final long MOST_BYTES = 80_000_000;
    private static final Pattern MADE = Pattern.compile("made (target/(tcserver-\\S+)\\.tar\\.gz):");

    /**
     * Makes the JVM fail if the class-data archive does not match. By default, it would silently start without the
     * archive.
     */
    private static final Map<String, String> INSISTING = Map.of("TCSERVER_JAVA_OPTS", "-Xshare:on");

    private static BareDebian debian;
    private static Path image;

    @BeforeAll
    static void install() throws Exception {
        debian = BareDebian.require();
        var made = MADE.matcher(packaged());
        assertTrue(made.find(), made::toString);
        var opt = debian.root().resolve("opt");
        Program.require("rm").run("-rf", opt.toString());
        Files.createDirectory(opt);
        Program.require("tar").run("-xzf", made.group(1), "-C", opt.toString());
        image = opt.resolve(made.group(2));
    }

    /** Returns the output of {@code bin/package}. */
    private static String packaged() throws Exception {
        var script = Path.of("bin", "package").toAbsolutePath();
        var environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        try (var run = new Program(script, environment).start()) {
            assertEquals(0, run.awaitExit(Deadline.in(Duration.ofMinutes(5))), run::toString);
            return run.output();
        }
    }

    /** Returns the path of this file inside the minimal Debian. */
    private static String inside(Path file) {
        return "/" + debian.root().relativize(file);
    }

    private static Path freshFolder(String name) throws Exception {
        var folder = debian.root().resolve("tmp").resolve(name);
        Program.require("rm").run("-rf", folder.toString());
        Files.createDirectory(folder);
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void theUnitsAreWellFormedAndKeepTheServersToThemselves() throws Exception {
        var analyze = Program.require("systemd-analyze");
        var folder = freshFolder("systemd");
        for (var name : List.of("tcserver.service", "pushavserver.service")) {
            var unit = Files.readString(image.resolve("systemd").resolve(name));
            assertTrue(unit.contains("ExecStart=/opt/tcserver/bin/"), unit);
            var here = Files.writeString(folder.resolve(name), unit.replace("/opt/tcserver", image.toString()));
            analyze.run("verify", "--man=no", here.toString());
            analyze.run("security", "--offline=true", "--threshold=20", here.toString());
        }
    }

    private static void assertSmall(long pid) throws Exception {
        var resident = ProcessSize.of(pid).residentBytes();
        assertTrue(resident <= MOST_BYTES, () -> resident + " bytes are resident");
    }

    @Test
    void hasAllThatBelongsToItAndIsSmall() throws Exception {
        try (var files = Files.walk(image)) {
            var bytes = files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes unpacked");
        }
        Stream.of(
                        "share/man/man1/tcserver.1",
                        "share/man/man1/pushavserver.1",
                        "systemd/tcserver.service",
                        "systemd/pushavserver.service",
                        "README.md",
                        "runtime/legal/java.base/LICENSE")
                .forEach(file -> assertTrue(Files.isRegularFile(image.resolve(file)), file));
        try (var libraries = Files.list(image.resolve("legal"))) {
            var names = libraries
                    .filter(folder -> Stream.of("LICENSE", "LICENSE.md", "LICENSE.txt")
                            .anyMatch(name -> Files.exists(folder.resolve(name))))
                    .map(folder -> folder.getFileName().toString().replaceFirst("-[0-9.]+$", ""))
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(
                            "bcpkix-jdk18on",
                            "bcprov-jdk18on",
                            "bcutil-jdk18on",
                            "jackson-core",
                            "jmdns",
                            "slf4j-api",
                            "slf4j-simple"),
                    names);
        }
    }

    @Test
    void theLiveMediaServerIsSmall() throws Exception {
        var command = debian.command(inside(image.resolve("bin/tcserver")), "-b127.0.0.1:0");
        try (var server = ServerProcess.startCommand(command, INSISTING)) {
            assertSmall(server.pid());
        }
    }

    @Test
    void theLiveMediaServerServes() throws Exception {
        var tls = TlsFiles.in(freshFolder("tls"), "EC");
        var command = debian.command(
                inside(image.resolve("bin/tcserver")),
                "-b127.0.0.1:0",
                "-V10",
                "-A10",
                "-E",
                "-B127.0.0.1:0",
                "-w127.0.0.1:0",
                "--rtmps=127.0.0.1:0",
                "--wss=127.0.0.1:0",
                "--tls-cert=" + inside(tls.certificate()),
                "--tls-key=" + inside(tls.key()));
        try (var server = ServerProcess.startCommand(command, INSISTING)) {
            assertShowsThePage(server, tls);
            assertPlaysOverTls(server);
            server.closeCleanly();
            assertEquals("", server.stderr());
        }
    }

    private static void assertShowsThePage(ServerProcess server, TlsFiles tls) throws Exception {
        var page = URI.create("https://localhost:" + server.port("wss") + "/").toURL();
        var connection = (HttpsURLConnection) page.openConnection();
        connection.setSSLSocketFactory(tls.trusting().getSocketFactory());
        try (var body = connection.getInputStream()) {
            assertEquals(200, connection.getResponseCode());
            assertArrayEquals(
                    Files.readAllBytes(Path.of("src/main/resources/org/tcserver/http/page.html")), body.readAllBytes());
        }
    }

    /** Checks that RTMPS players receive a stream that ffmpeg published over RTMP. */
    private static void assertPlaysOverTls(ServerProcess server) throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var interop = new Interop(server);
        var file = Interop.recording("image");
        var secure = "rtmps://127.0.0.1:" + server.port("rtmps") + "/live/stream";
        try (var publisher = interop.publish(ffmpeg, Clip.H264.file(), interop.url("rtmp", "stream"));
                var player = interop.playByFfmpeg(ffmpeg, secure, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        var ffprobe = Program.require("ffprobe");
        new Recording("image", Packet.of(ffprobe, Clip.H264.file()), Packet.of(ffprobe, file))
                .assertWindow()
                .assertTimeline();
    }

    @Test
    void thePushAvServerServes() throws Exception {
        var folder = freshFolder("pavs");
        var command = debian.command(
                inside(image.resolve("bin/pushavserver")),
                "--port=0",
                "--strict-mode",
                "--working-directory=" + inside(folder));
        try (var server = new PushAvProcess(command, INSISTING)) {
            var curl = Program.require("curl");
            var root = folder.resolve("certs/server/root.pem").toString();
            curl.run("-sSf", "--cacert", root, "-XPOST", server.url("/certs/dev/keypair"));
            curl.run(
                    "-sSf",
                    "--cacert",
                    root,
                    "--cert",
                    folder.resolve("certs/device/dev.pem").toString(),
                    "--key",
                    folder.resolve("certs/device/dev.key").toString(),
                    "-XPOST",
                    server.url("/streams?interface=dash"));
            var push = new Program(
                    image.resolve("bin/generate-cmaf"), Map.of("PUBLISHING_ENDPOINT", server.url("/streams/1")));
            push.run("--interface=dash", "--duration=2", "--working-directory=" + folder);
            var probe = curl.run("-sSf", "--cacert", root, server.url("/probe/1/session_1/video/segment_1001.m4s"));
            assertTrue(probe.contains("\"h264\""), probe);
            assertEquals(0, server.terminate());
        }
        try (var again = new PushAvProcess(command, INSISTING)) {
            assertSmall(again.pid());
        }
    }
}
