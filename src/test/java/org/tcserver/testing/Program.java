package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A real program that publishes or plays, installed on this machine. Immutable. */
public record Program(Path path, Map<String, String> environment) {
    private static final String JAR_FOLDER = "org/bytedeco/ffmpeg/linux-x86_64";
    private static final Path EXTRACTED = Path.of("target", "ffmpeg-8");
    private static final String PLATFORM = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    private static final ReentrantLock EXTRACTING = new ReentrantLock();

    /** Returns the program of this name on the path. Skips the test, with a message, if it is missing. */
    public static Program require(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new Program(path, Map.of()))
                .orElseThrow(() -> missing("the program " + name + " is not installed"));
    }

    /** Returns GStreamer's launcher. Skips the test if an element is missing. */
    public static Program requireGStreamer(String... elements) throws IOException, InterruptedException {
        var inspect = require("gst-inspect-1.0");
        for (var element : elements) {
            try (var run = inspect.start("--exists", element)) {
                if (run.awaitExit(Deadline.patient()) != 0) {
                    throw missing("GStreamer has no element " + element);
                }
            }
        }
        return require("gst-launch-1.0");
    }

    /** Returns the system's FFmpeg. Skips the test if it lacks this encoder. */
    public static Program requireFfmpegWith(String encoder) throws IOException, InterruptedException {
        var ffmpeg = require("ffmpeg");
        try (var run = ffmpeg.start("-hide_banner", "-h", "encoder=" + encoder)) {
            run.awaitExit(Deadline.patient());
            if (!run.output().contains("Encoder " + encoder)) {
                throw missing("ffmpeg has no encoder " + encoder);
            }
        }
        return ffmpeg;
    }

    /** Returns FFmpeg 8 (or its ffprobe), which supports Enhanced RTMP, from a jar of the test dependencies. */
    public static Program requireFfmpeg8(String name) throws IOException {
        if (!PLATFORM.equals("Linux amd64")) {
            throw missing("no FFmpeg 8 for " + PLATFORM);
        }
        EXTRACTING.lock();
        try {
            if (!Files.exists(EXTRACTED)) {
                extract();
            }
        } finally {
            EXTRACTING.unlock();
        }
        var folder = EXTRACTED.toAbsolutePath();
        return new Program(folder.resolve(name), Map.of("LD_LIBRARY_PATH", folder.toString()));
    }

    private static void extract() throws IOException {
        Files.createDirectories(Path.of("target"));
        var unfinished = Files.createTempDirectory(Path.of("target"), "ffmpeg-8-");
        try (var jar = FileSystems.newFileSystem(ffmpegJar());
                var files = Files.list(jar.getPath(JAR_FOLDER))) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = unfinished.resolve(file.getFileName().toString());
                Files.copy(file, target);
                if (!target.toFile().setExecutable(true)) {
                    throw new IOException("cannot make executable: " + target);
                }
            }
        }
        Files.move(unfinished, EXTRACTED, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path ffmpegJar() {
        var paths = System.getProperty("java.class.path", "") + ":" + System.getProperty("jdk.module.path", "") + ":"
                + System.getProperty("surefire.test.class.path", "");
        return Stream.of(paths.split(":", -1))
                .filter(path -> path.matches(".*/ffmpeg-[^/]*-linux-x86_64\\.jar"))
                .findFirst()
                .map(Path::of)
                .orElseThrow(() -> missing("no FFmpeg 8 for this platform among the test libraries"));
    }

    /** Prints the reason for skipping a test, and returns the exception to throw. */
    static TestAbortedException missing(String what) {
        System.err.println("SKIPPED: " + what);
        return new TestAbortedException(what);
    }

    public ProgramRun start(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(path.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectInput(devNull());
        builder.environment().putAll(environment);
        return new ProgramRun(words, builder.start());
    }

    private static ProcessBuilder.Redirect devNull() {
        return ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());
    }

    /** Runs the program, requires success, and returns its output. */
    public String run(String... arguments) throws IOException, InterruptedException {
        try (var run = start(arguments)) {
            run.awaitSuccess();
            return run.output();
        }
    }
}
