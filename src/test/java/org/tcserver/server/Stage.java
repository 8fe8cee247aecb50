package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.FreePort;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerCommand;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.testing.TlsFiles;

/**
 * The environment for the commands of one section. It has a folder with the files that the commands name and the
 * servers that they start. It replaces ports, hosts and placeholders. Confined to the test's thread.
 */
final class Stage implements AutoCloseable {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final String KEY = "supersecret";
    private static final String NAME_OF_LINK = "a-name-that-nobody-guesses";
    private static final Duration SHOWN = Duration.ofMillis(2500);
    /** Minimum duration of streams for players, which need time to start. */
    private static final Duration SHOWN_TO_PLAYERS = Duration.ofSeconds(10);

    private static final Pattern INPUT = Pattern.compile("(?:-i |-r |location=)['\"]?rtmp://[^/]*/(\\w+)");

    private final Path folder;
    private final TlsFiles tls;
    private final boolean asksForTokens;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, Function<MatchResult, String>> replacements = new LinkedHashMap<>();
    private String remembered = "";
    private @Nullable ServerProcess server;
    private @Nullable PushAvProcess cameras;
    private @Nullable ProgramRun proxy;

    Stage(Documents.Section section) throws Exception {
        folder = HOME.resolve("target/documents").resolve(section.toString().replaceAll("\\W+", "-"));
        Program.require("rm").run("-rf", folder.toString());
        Files.createDirectories(folder);
        tls = TlsFiles.in(folder, "EC");
        Files.copy(tls.certificate(), folder.resolve("fullchain.pem"));
        Files.copy(tls.key(), folder.resolve("privkey.pem"));
        Files.writeString(folder.resolve("keys-of-manual"), "text:" + KEY + "\n");
        asksForTokens = section.commands().stream().anyMatch(command -> command.contains("TOKEN"));
        fillReplacements();
    }

    /** Maps text of the documents to text for this environment, in this order. */
    private void fillReplacements() {
        replacements.put(
                "(?m)(?<=^|[ =|&(])(?:bin/)?(tcserver|pushavserver|generate-cmaf)(?= )",
                found -> HOME.resolve("bin") + "/" + found.group(1)
                        + switch (found.group(1)) {
                            case "pushavserver" -> " --port=" + port("1234");
                            case "generate-cmaf" -> " --duration=2";
                            default -> "";
                        });
        replacements.put("--port=8443 ", found -> "");
        replacements.put("(?<= )man/", found -> HOME + "/man/");
        replacements.put("(0\\.0\\.0\\.0|127\\.0\\.0\\.1):(\\d+)", found -> "127.0.0.1:" + port(found.group(2)));
        replacements.put("(?<=listen )443", found -> "127.0.0.1:" + port("443"));
        replacements.put("192\\.0\\.2\\.1:(\\d+)", found -> "127.0.0.1:" + port("another's " + found.group(1)));
        replacements.put("--host 0\\.0\\.0\\.0", found -> "--host 127.0.0.1");
        replacements.put("(?<=rtmp://([^@ ]{0,200}@)?)127\\.0\\.0\\.1(?=/)", found -> "127.0.0.1:" + port("1935"));
        replacements.put("(?<=://)live\\.example\\.com(?=/)", found -> "127.0.0.1:" + port("443"));
        replacements.put("origin\\.example\\.com/live", found -> "127.0.0.1:" + port("1935") + "/origin");
        replacements.put("localhost:1234", found -> "localhost:" + port("1234"));
        replacements.put("/etc/letsencrypt/live/live\\.example\\.com", found -> folder.toString());
        replacements.put(
                "/etc/tcserver/keys", found -> folder.resolve("keys-of-manual").toString());
        replacements.put("^curl ", found -> "curl -sS --fail-with-body ");
        replacements.put("^man ", found -> "man -P cat ");
        replacements.put("\\| jq ", found -> "| jq --unbuffered ");
        // Replaces players that need a window and loudspeakers with their underlying library, or with sinks that show
        // nothing.
        replacements.put(
                "^ffplay (.*?)(\\S+|'[^']+'|\"[^\"]+\")$",
                found -> "ffmpeg " + found.group(1) + "-i " + found.group(2) + " -f null -");
        replacements.put("^vlc (?:--\\S+ )?(\\S+)$", found -> "ffmpeg -i " + found.group(1) + " -f null -");
        replacements.put("auto(audio|video)sink", found -> "fakesink");
    }

    /** Returns a free port in place of the documented one. */
    private int port(String documented) {
        return ports.computeIfAbsent(documented, any -> {
            try {
                return FreePort.next();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private String adapted(String command) {
        var text = command;
        for (var replacement : replacements.entrySet()) {
            text = Pattern.compile(replacement.getKey())
                    .matcher(text)
                    .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                            replacement.getValue().apply(found)));
        }
        var user = text.contains("name=mike;pri=5") ? "name=mike;pri=5@" : text.contains("USER") ? "mike@" : "";
        return text.replace("TOKEN", TestMedia.token(KEY, user + "live")).replace("USER", "mike");
    }

    private Map<String, String> environment() {
        return Map.of(
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home"),
                "CURL_CA_BUNDLE", folder.resolve("fullchain.pem").toString());
    }

    private ProgramRun start(String text) throws IOException {
        var env = new Program(Program.require("env").path(), environment());
        return env.start("-C", folder.toString(), "bash", "-o", "pipefail", "-c", remembered + text);
    }

    /** Keeps a variable assignment for the commands that follow. */
    void remembers(String command) {
        remembered += command + "\n";
    }

    /** Checks that the command exits with 0. */
    void succeeds(String command) throws Exception {
        requireProgram(command);
        try (var run = start(adapted(command))) {
            run.awaitSuccess();
        }
    }

    /** Skips the test, with a message, if the command's program is not installed. */
    private static void requireProgram(String command) {
        var first = command.replaceFirst("^\\(?umask.*|^\\w+=\\S+ ", "").split(" ", 2)[0];
        if (first.matches("[a-z]\\S*") && !first.matches("(bin/|tcserver|pushavserver|ffplay|vlc|ulimit).*")) {
            Program.require(first);
        }
    }

    /** Checks that the command starts a server, which replaces the previous one. */
    void serves(String command) throws Exception {
        stopServer();
        var words = List.of("env", "-C", folder.toString(), "bash", "-c", "exec " + adapted(command));
        server = ServerProcess.startCommand(words, environment());
    }

    /** Does the same as {@link #serves} for events piped to jq, and checks jq's output for a publisher. */
    void servesIntoPipe(String command) throws Exception {
        stopServer();
        try (var run = start(adapted(command) + " & wait $!")) {
            awaitListening(port("1935"));
            Program.require("ffmpeg").run(publishing("live", "stream", SHOWN));
            for (var each : run.descendants()) {
                if (each.info().command().orElse("").endsWith("java")) {
                    ServerCommand.signal(each.pid(), "TERM");
                }
            }
            run.awaitSuccess();
            assertTrue(run.output().contains("\"app\":\"live\",\"name\":\"stream\""), run::output);
        }
    }

    private static void awaitListening(int port) throws IOException, InterruptedException {
        var probe = "until (exec 3<>/dev/tcp/127.0.0.1/" + port + ") 2>&-; do sleep 0.1; done";
        Program.require("bash").run("-c", probe);
    }

    /** Checks that the command starts a Push AV server. */
    void servesCameras(String command) throws Exception {
        stopCameras();
        var words = List.of("env", "-C", folder.toString(), "bash", "-c", "exec " + adapted(command));
        cameras = new PushAvProcess(words, environment());
    }

    /** Checks that the command publishes the clip and then exits. */
    void publishes(String command) throws Exception {
        requireProgram(command);
        var here = server();
        int before = count(here, "publish");
        try (var run = start(adapted(command))) {
            run.awaitSuccess();
            awaitAnother(run, "publish", before);
        }
        assertEquals(before + 1, count(here, "publish"));
    }

    /** Checks that the command publishes, then interrupts it. */
    void publishesOnAndOn(String command) throws Exception {
        requireProgram(command);
        var here = server();
        int before = count(here, "publish");
        try (var run = start(adapted(command))) {
            awaitAnother(run, "publish", before);
            run.interrupt();
            run.awaitSuccess();
        }
    }

    /** Checks that the command plays a stream and exits at its end. */
    void plays(String command) throws Exception {
        plays(command, true);
    }

    /** Checks that the command plays a stream, then interrupts it. */
    void playsOnAndOn(String command) throws Exception {
        plays(command, false);
    }

    private void plays(String command, boolean endsByItself) throws Exception {
        requireProgram(command);
        var here = server();
        var text = adapted(command);
        int published = count(here, "publish");
        int played = count(here, "play");
        try (var publisher =
                Program.require("ffmpeg").start(publishing(appOf(text), nameOf(command), SHOWN_TO_PLAYERS))) {
            awaitAnother(publisher, "publish", published);
            try (var run = start(text)) {
                awaitAnother(run, "play", played);
                publisher.awaitSuccess();
                if (!endsByItself) {
                    run.interrupt();
                }
                int code = run.awaitExit(Deadline.patient());
                // rtmpdump reports each live stream as incomplete.
                assertTrue(code == 0 || command.startsWith("rtmpdump "), run::toString);
            }
        }
        if (text.contains("stream.flv")) {
            assertTrue(Files.size(folder.resolve("stream.flv")) > 1000, command);
        }
    }

    private static String appOf(String text) {
        var input = INPUT.matcher(text);
        return input.find() ? input.group(1) : "live";
    }

    private static String nameOf(String command) {
        return command.contains(NAME_OF_LINK) ? NAME_OF_LINK : "stream";
    }

    private String[] publishing(String app, String name, Duration length) throws IOException, InterruptedException {
        var token = asksForTokens ? "?token=" + TestMedia.token(KEY, app) : "";
        var url = "rtmp://127.0.0.1:" + port("1935") + "/" + app + token + "/" + name;
        var seconds = Double.toString(length.toMillis() / 1000.0);
        return new String[] {
            "-v", "error", "-re", "-i", Clip.H264.file().toString(), "-t", seconds, "-c", "copy", "-f", "flv", url
        };
    }

    /** Returns the server that a command of this section started, or starts a suitable one. */
    private ServerProcess server() throws Exception {
        var input = folder.resolve("input.mp4");
        if (!Files.exists(input)) {
            var seconds = Long.toString(SHOWN.toSeconds());
            var clip = Clip.H264.file().toString();
            Program.require("ffmpeg").run("-v", "error", "-i", clip, "-t", seconds, "-c", "copy", input.toString());
        }
        if (server == null) {
            serves("bin/tcserver -b 127.0.0.1:1935" + (asksForTokens ? " -k " + KEY : ""));
        }
        return java.util.Objects.requireNonNull(server);
    }

    private static int count(ServerProcess here, String type) {
        return (int) here.events().stream().filter(event -> event.is(type)).count();
    }

    private void awaitAnother(ProgramRun run, String type, int before) throws Exception {
        try {
            server().awaitCount(before + 1, type, event -> event.is(type), Deadline.patient());
        } catch (AssertionError e) {
            throw new AssertionError(run.toString(), e);
        }
    }

    /** Runs nginx with this server in its configuration. */
    void proxies(String command) throws Exception {
        var nginx = Program.require("nginx");
        var temporary = new StringBuilder();
        for (var kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            temporary.append(kind).append("_temp_path ").append(folder).append("; ");
        }
        var servers = adapted(command.substring("nginx\n".length()));
        var file = Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off; master_process off; pid nginx.pid; error_log stderr; events {}\nhttp { access_log off; "
                        + temporary + "\n" + servers + "}\n");
        proxy = nginx.start("-p", folder.toString(), "-e", "stderr", "-c", file.toString());
        awaitListening(port("443"));
    }

    /** Checks that the page and RTWebSocket work through the proxy. */
    void succeedsThroughProxy(String command) throws Exception {
        succeeds(command);
        try (var client = new RtwsClient.Settings(port("443"), 0, 0, "", tls.trusting()).open()) {
            client.connectTo("live");
            server().await(
                            "connect",
                            event ->
                                    event.is("connect") && event.text("address").startsWith("127.0.0.1:0;127.0.0.1:"));
        }
    }

    private void stopServer() throws IOException {
        if (server != null) {
            server.closeCleanly();
            server = null;
            ports.clear();
        }
    }

    private void stopCameras() throws IOException, InterruptedException {
        if (cameras != null) {
            assertEquals(0, cameras.terminate());
            cameras.close();
            cameras = null;
            ports.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        stopServer();
        try {
            stopCameras();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
