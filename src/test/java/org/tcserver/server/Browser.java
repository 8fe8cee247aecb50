package org.tcserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A headless Chromium, driven over its debugging pipe: messages are JSON, each ended by a zero byte. Confined to the
 * test's thread.
 */
final class Browser implements AutoCloseable {
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");
    private static final Pattern TARGET = Pattern.compile("\"targetId\":\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile(
            "\"result\":\\{\"result\":\\{\"type\":\"string\",\"value\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private final String session;
    private int lastId;

    Browser(Path profile) throws IOException {
        PushAvTestBed.require("chromium");
        var command = "exec chromium --headless --no-sandbox --disable-gpu --ignore-certificate-errors"
                + " --autoplay-policy=no-user-gesture-required --remote-debugging-pipe --user-data-dir=\"$1\""
                + " 3<&0 4>&1 1>/dev/null 2>/dev/null </dev/null";
        process = new ProcessBuilder(List.of("bash", "-c", command, "chromium", profile.toString())).start();
        out = process.getOutputStream();
        in = process.getInputStream();
        var target = first(TARGET, call("", "Target.createTarget", "{\"url\":\"about:blank\"}"));
        session =
                first(SESSION, call("", "Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"));
    }

    private static String first(Pattern pattern, String text) throws IOException {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("unexpected answer: " + text);
        }
        return matcher.group(1);
    }

    private String call(String to, String method, String parameters) throws IOException {
        int id = ++lastId;
        var target = to.isEmpty() ? "" : "\"sessionId\":\"" + to + "\",";
        var message = "{\"id\":" + id + "," + target + "\"method\":\"" + method + "\",\"params\":" + parameters + "}\0";
        out.write(message.getBytes(UTF_8));
        out.flush();
        while (true) {
            var answer = next();
            if (answer.startsWith("{\"id\":" + id + ",")) {
                return answer;
            }
        }
    }

    private String next() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b != 0; b = in.read()) {
            if (b < 0) {
                throw new IOException("the browser has gone");
            }
            bytes.write(b);
        }
        return bytes.toString(UTF_8);
    }

    void open(String url) throws IOException {
        call(session, "Page.navigate", "{\"url\":\"" + url + "\"}");
        await("document.readyState", "complete");
        await("location.href.split('#')[0]", url);
    }

    /** Shows pages as on a screen of that width, for people who like them light or dark. */
    void screen(int width, boolean dark) throws IOException {
        call(
                session,
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":800,\"deviceScaleFactor\":1,\"mobile\":false}");
        call(
                session,
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (dark ? "dark" : "light") + "\"}]}");
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws IOException {
        var quoted = "String(" + expression + ")";
        var parameters = "{\"expression\":\"" + quoted.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"returnByValue\":true}";
        var answer = call(session, "Runtime.evaluate", parameters);
        var value = VALUE.matcher(answer);
        return value.find() ? value.group(1) : "no value: " + answer;
    }

    /** Waits until an expression has a value. */
    void await(String expression, String value) throws IOException {
        long start = System.nanoTime();
        var seen = evaluate(expression);
        while (!seen.equals(value)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException(expression + " is still " + seen + " instead of " + value);
            }
            seen = evaluate(expression);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
