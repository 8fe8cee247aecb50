package org.tcserver.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** An HTTP client for the server's status pages and metrics. */
public record StatusClient(String address) {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** A response. Absent headers are empty. */
    public record Answer(int status, String type, String allow, String body) {}

    /** Returns a client of the first metrics listener. */
    public static StatusClient of(ServerProcess server) throws InterruptedException {
        return new StatusClient("127.0.0.1:" + server.port("metrics"));
    }

    public Answer get(String target) throws IOException {
        return send("GET", target, "");
    }

    public Answer send(String method, String target, String body) throws IOException {
        var connection = (HttpURLConnection)
                URI.create("http://" + address + target).toURL().openConnection();
        connection.setReadTimeout((int) Deadline.PATIENCE.toMillis());
        connection.setRequestMethod(method);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(UTF_8));
        }
        var status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            var text = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            return new Answer(status, header(connection, "Content-Type"), header(connection, "Allow"), text);
        }
    }

    private static String header(HttpURLConnection connection, String name) {
        var value = connection.getHeaderField(name);
        return value == null ? "" : value;
    }

    public PrometheusText metrics() throws IOException {
        return PrometheusText.parse(body("/metrics"));
    }

    /** Polls until the metrics match. */
    public PrometheusText await(String what, Predicate<PrometheusText> wanted) throws IOException {
        var deadline = Deadline.patient();
        for (var metrics = metrics(); ; metrics = metrics()) {
            if (wanted.test(metrics)) {
                return metrics;
            }
            if (deadline.isOver()) {
                throw new AssertionError("never came: " + what + "\n" + body("/metrics"));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /** Fetches a list of the API, which is one line of JSON. */
    public LoggedEvent list(String target) throws IOException {
        return LoggedEvent.parse(body(target));
    }

    private String body(String target) throws IOException {
        var answer = get(target);
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return answer.body();
    }
}
