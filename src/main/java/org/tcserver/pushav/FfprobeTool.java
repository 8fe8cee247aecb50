package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tcserver.pushav.ingest.JsonText;
import org.tcserver.pushav.ingest.MediaReader;

/**
 * Runs the real {@code ffprobe}, if installed. The command fixes the input format, so that an upload cannot pose as a
 * playlist that names other files. It allows only the file and pipe protocols. Thread-safe.
 */
final class FfprobeTool {
    private static final long LIMIT_SECONDS = 20;
    private static final int MAX_OUTPUT_BYTES = 4 << 20;
    private static final Pattern FILENAME = Pattern.compile("\"filename\": \"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private FfprobeTool() {}

    /** Returns the output of ffprobe for a file as JSON, with {@code name} in place of the local path. */
    static byte[] run(Path file, String name) throws IOException, Problem {
        if (!AT_ONCE.tryAcquire()) {
            throw new Problem(429, "ffprobe is busy with other files");
        }
        try {
            return renamed(output(file), name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "interrupted");
        } finally {
            AT_ONCE.release();
        }
    }

    private static byte[] renamed(byte[] json, String name) {
        var quoted = new String(JsonText.line(out -> out.writeString(name)), UTF_8);
        var text = FILENAME.matcher(new String(json, UTF_8))
                .replaceFirst(Matcher.quoteReplacement("\"filename\": " + quoted));
        return text.getBytes(UTF_8);
    }

    private static byte[] output(Path file) throws IOException, InterruptedException, Problem {
        var init = file.toString().endsWith(".m4s") ? MediaReader.initBeside(file) : null;
        var output = Files.createTempFile("probe", ".json");
        try {
            var process = start(command(init == null ? "file:" + file.toAbsolutePath() : "pipe:0"), output);
            Thread.ofVirtual().name("ffprobe-limit").start(() -> endInTime(process));
            try (var stdin = process.getOutputStream()) {
                if (init != null) {
                    Files.copy(init, stdin);
                    Files.copy(file, stdin);
                }
            } catch (IOException e) {
                // ffprobe stopped reading because it has enough or has failed; the exit code decides
                process.destroyForcibly();
            }
            if (process.waitFor() != 0 || Files.size(output) > MAX_OUTPUT_BYTES) {
                throw new Problem(422, "ffprobe cannot read the file, or takes too long");
            }
            return Files.readAllBytes(output);
        } finally {
            Files.delete(output);
        }
    }

    /** Kills ffprobe after the time limit. Runs on its own thread, because ffprobe may stop reading while it is fed. */
    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static List<String> command(String input) {
        var command = new ArrayList<>(List.of("ffprobe", "-v", "quiet", "-protocol_whitelist", "file,pipe"));
        command.addAll(List.of("-f", "mov", "-of", "json", "-show_streams", "-show_format", "-count_packets"));
        command.add(input);
        return command;
    }

    private static Process start(List<String> command, Path output) throws IOException, Problem {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new Problem(404, "ffprobe is not installed");
        }
    }
}
