package org.tcserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.tcserver.http.WebOrigin;
import org.tcserver.pushav.PushAvService;

/** A Push AV server on a free loopback port, and the client programs. */
final class PushAvTestBed implements AutoCloseable {
    private static final long PROGRAM_LIMIT_SECONDS = 120;

    /** The result of a program. */
    record Run(int exit, String out) {}

    private final Path folder;
    private final boolean strict;
    private final PushAvService.Limits limits;
    private final Set<WebOrigin> pages;
    private PushAvServer server;

    PushAvTestBed(Path folder, boolean strict) throws IOException {
        this(folder, strict, PushAvService.Limits.of(PushAvConfig.DEFAULT_MAX_UPLOAD_BYTES));
    }

    PushAvTestBed(Path folder, boolean strict, PushAvService.Limits limits) throws IOException {
        this(folder, strict, limits, Set.of());
    }

    private PushAvTestBed(Path folder, boolean strict, PushAvService.Limits limits, Set<WebOrigin> pages)
            throws IOException {
        this.folder = folder;
        this.strict = strict;
        this.limits = limits;
        this.pages = pages;
        server = start();
    }

    /** Starts a server that accepts changes from pages of {@code origin}. */
    static PushAvTestBed allowing(Path folder, WebOrigin origin) throws IOException {
        var limits = PushAvService.Limits.of(PushAvConfig.DEFAULT_MAX_UPLOAD_BYTES);
        return new PushAvTestBed(folder, false, limits, Set.of(origin));
    }

    static PushAvService.Limits limits(Duration stallLimit, long maxUploadBytes) {
        return new PushAvService.Limits(maxUploadBytes, stallLimit, 0);
    }

    private PushAvServer start() throws IOException {
        var config = new PushAvConfig(
                "localhost",
                0,
                Optional.of(folder),
                Optional.empty(),
                Optional.empty(),
                strict,
                limits.maxUploadBytes(),
                Duration.ZERO,
                Long.MAX_VALUE,
                pages,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        return PushAvServer.start(config, limits);
    }

    void restart() throws IOException {
        server.close();
        server = start();
    }

    Path folder() {
        return folder;
    }

    /** Returns the metrics and health listener, as {@code address:port}. */
    String metricsAddress() {
        return server.metrics().getFirst();
    }

    int port() {
        return server.port();
    }

    String url(String path) {
        return "https://localhost:" + server.port() + path;
    }

    Path serverRoot() {
        return folder.resolve("certs/server/root.pem");
    }

    Path deviceCertificate() {
        return folder.resolve("certs/device/dev.pem");
    }

    Path deviceKey() {
        return folder.resolve("certs/device/dev.key");
    }

    void makeDevice() throws IOException, InterruptedException {
        anonymous("-XPOST", url("/certs/dev/keypair"));
    }

    /** Runs curl with the device's certificate. Its output is the body of the answer. */
    Run curl(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("--cert", deviceCertificate().toString(), "--key"));
        command.add(deviceKey().toString());
        command.addAll(List.of(args));
        return anonymous(command.toArray(String[]::new));
    }

    /** Runs curl without a certificate. */
    Run anonymous(String... args) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("curl", "-sS", "--cacert", serverRoot().toString()));
        command.addAll(List.of(args));
        return run(command);
    }

    /** Returns the status of a request with the device's certificate, and drops the body. */
    String status(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        command.addAll(List.of(args));
        return curl(command.toArray(String[]::new)).out();
    }

    /** Creates a stream and returns its path. */
    String newStream(String kind) throws IOException, InterruptedException {
        var made = curl("-XPOST", url("/streams?interface=" + kind)).out();
        return "/streams/" + made.replaceAll("(?s)^\\{\"id\":(\\d+),.*", "$1");
    }

    /** Waits until the stream has no active uploads, because ffmpeg exits without waiting for the answers. */
    void awaitUploads(String stream) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var progress = "";
        while (!progress.equals("{\"uploads_in_progress\":[]}")) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PROGRAM_LIMIT_SECONDS)) {
                throw new IOException("still under way: " + progress);
            }
            progress = anonymous(url(stream + "?part=progress")).out();
        }
    }

    String put(Path file, String path, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("-T", file.toString(), url(path)));
        command.addAll(List.of(args));
        return status(command.toArray(String[]::new));
    }

    static Run run(List<String> command) throws IOException, InterruptedException {
        require(command.getFirst());
        var output = Files.createTempFile("run", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PROGRAM_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("did not end: " + command);
            }
            return new Run(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Skips the test, with a message, if a program is not installed. */
    static void require(String program) {
        boolean there = program.contains("/")
                || List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assumptions.assumeTrue(there, () -> "SKIPPED: " + program + " is not installed");
    }

    /** Makes a fragmented MP4 of a test picture. */
    static void makeTrack(Path file, int seconds) throws IOException, InterruptedException {
        ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=" + seconds,
                "-c:v",
                "libx264",
                "-g",
                "25",
                "-pix_fmt",
                "yuv420p",
                "-movflags",
                "+frag_keyframe+empty_moov+default_base_moof+cmaf",
                file.toString());
    }

    static void ffmpeg(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(args));
        var run = run(command);
        if (run.exit() != 0) {
            throw new IOException(run.out());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
