package org.tcserver.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A headless Chromium, driven over its debugging pipe. Messages are JSON, each followed by a zero byte. Confined to the
 * test's thread.
 */
public final class Browser implements AutoCloseable {
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");
    private static final Pattern TARGET = Pattern.compile("\"targetId\":\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile(
            "\"result\":\\{\"result\":\\{\"type\":\"string\",\"value\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /** A name for this machine whose pages have no secure context. */
    public static final String INSECURE_HOST = "insecure.test";

    private static final String TIMED_OUT = "timed out: ";
    private static final String NO_VALUE = "no value: ";

    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private final String session;
    private int lastId;

    /** {@code profile}: Chromium's data folder. Chromium may still write to it during {@link #close}. */
    public Browser(Path profile) throws IOException {
        var chromium = Program.require("chromium").path().toString();
        var command = "exec \"$0\" --headless --no-sandbox --disable-gpu --ignore-certificate-errors"
                + " --host-resolver-rules='MAP " + INSECURE_HOST + " 127.0.0.1'"
                + " --autoplay-policy=no-user-gesture-required --remote-debugging-pipe --user-data-dir=\"$1\""
                + " 3<&0 4>&1 1>/dev/null 2>/dev/null </dev/null";
        process = new ProcessBuilder(List.of("bash", "-c", command, chromium, profile.toString())).start();
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

    /**
     * Leaves the current page, opens {@code url} and waits until it has loaded. The page may then change its address.
     */
    public void open(String url) throws IOException {
        evaluate("globalThis.isLeft = true");
        call(session, "Page.navigate", "{\"url\":\"" + url + "\"}");
        var origin = url.replaceFirst("^(\\w+://[^/]+).*", "$1");
        await(
                "document.readyState + ' ' + location.origin + ' ' + globalThis.isLeft",
                "complete " + origin + " undefined");
    }

    /** Sets the width of the screen and the preferred color scheme. */
    public void screen(int width, boolean dark) throws IOException {
        call(
                session,
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":800,\"deviceScaleFactor\":1,\"mobile\":false}");
        call(
                session,
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (dark ? "dark" : "light") + "\"}]}");
    }

    /** Waits until an expression is true, then returns the value of another one as text. The page polls every 40 ms. */
    public String awaitTrue(String expression, String value) throws IOException {
        var promise = "new Promise((resolve) => { const end = performance.now() + " + PATIENCE_NANOS / 1_000_000 + ";"
                + " const look = () => { if (" + expression + ") { resolve(String((" + value + "))); }"
                + " else if (performance.now() > end) { resolve('" + TIMED_OUT + "' + document.body.innerText); }"
                + " else { setTimeout(look, 40); } }; look(); })";
        long start = System.nanoTime();
        var answer = value("\"" + escaped(promise) + "\",\"awaitPromise\":true");
        while (answer.startsWith(NO_VALUE) && System.nanoTime() - start < PATIENCE_NANOS) {
            // The browser has opened another page, or has not finished loading it.
            answer = value("\"" + escaped(promise) + "\",\"awaitPromise\":true");
        }
        if (answer.startsWith(TIMED_OUT) || answer.startsWith(NO_VALUE)) {
            throw new IOException("not true in time: " + expression + "; " + answer);
        }
        return answer;
    }

    /** Returns the value of an expression as text. */
    public String evaluate(String expression) throws IOException {
        return value("\"" + escaped("String((" + expression + "))") + "\"");
    }

    private static String escaped(String script) {
        return script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private String value(String expression) throws IOException {
        var answer = call(session, "Runtime.evaluate", "{\"expression\":" + expression + ",\"returnByValue\":true}");
        var value = VALUE.matcher(answer);
        return value.find() ? value.group(1) : NO_VALUE + answer;
    }

    /** Waits until an expression has this value. */
    public void await(String expression, String value) throws IOException {
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
