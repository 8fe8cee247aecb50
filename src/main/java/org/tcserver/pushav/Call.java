package org.tcserver.pushav;

import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.PageHeaders;
import org.tcserver.pushav.ingest.JsonText;

/** One request and its response. Confined to the exchange's thread. */
final class Call {
    private static final int PIECE = 16 * 1024;

    private final HttpsExchange exchange;
    private final Activity activity;
    private final RequestTarget target;
    private boolean answered;

    Call(HttpsExchange exchange, Activity activity, RequestTarget target) {
        this.exchange = exchange;
        this.activity = activity;
        this.target = target;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    List<String> path() {
        return target.path();
    }

    /** Returns the path elements from {@code index} on, plus an empty one if the path ends with a slash. */
    List<String> pathFrom(int index) {
        var rest = new java.util.ArrayList<>(path().subList(index, path().size()));
        if (target.slash()) {
            rest.add("");
        }
        return rest;
    }

    /** Returns the value of a query parameter, or null if absent. */
    @Nullable String query(String name) {
        return target.query().get(name);
    }

    /** Returns the first value of a header (names are case-insensitive), or null if absent. */
    @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** Returns the headers that identify the web page that made the request, if a browser sent it. */
    PageHeaders page() {
        var headers = exchange.getRequestHeaders();
        return PageHeaders.of(name -> headers.getOrDefault(name, List.of()));
    }

    void responseHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    SSLSession session() {
        return exchange.getSSLSession();
    }

    /** Returns the certificate that the client presented, or null. */
    @Nullable X509Certificate clientCertificate() {
        try {
            return (X509Certificate) session().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    String clientAddress() {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    Activity activity() {
        return activity;
    }

    /** Returns the length of the body in bytes, or -1 if the client did not announce it. */
    long contentLength() {
        var length = header("Content-Length");
        return length == null ? header("Transfer-Encoding") == null ? 0 : -1 : Long.parseLong(length);
    }

    /** Returns the body as a stream whose reads are subject to the stall limit. */
    InputStream body() {
        return new WatchedInput(exchange.getRequestBody(), activity);
    }

    /** Returns the whole body; throws a {@link Problem} with status 413 if it is longer than {@code limit} bytes. */
    byte[] body(int limit) throws IOException, Problem {
        var bytes = body().readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new Problem(413, "the request body is longer than " + limit + " bytes");
        }
        return bytes;
    }

    void json(int status, JsonText.Content content) throws IOException {
        answer(status, "application/json", JsonText.line(content));
    }

    void empty(int status) throws IOException {
        send(status, -1);
    }

    void redirect(String location) throws IOException {
        responseHeader("Location", location);
        empty(307);
    }

    void answer(int status, String type, byte[] body) throws IOException {
        responseHeader("Content-Type", type);
        if (body.length == 0 || isHead()) {
            responseHeader("Content-Length", Integer.toString(body.length));
            send(status, -1);
            return;
        }
        send(status, body.length);
        try (var out = output()) {
            out.write(body);
        }
    }

    /**
     * Sends the response header. {@code length} bytes of content follow through {@link #output}, or none if it is -1.
     */
    void send(int status, long length) throws IOException {
        answered = true;
        responseHeader("X-Content-Type-Options", "nosniff"); // stops browsers from treating uploaded content as a page
        activity.waiting();
        try {
            exchange.sendResponseHeaders(status, length);
        } finally {
            activity.done();
        }
    }

    /** Returns the stream for the response's content. Closing it ends the exchange. */
    OutputStream output() {
        var out = exchange.getResponseBody();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += PIECE) {
                    activity.waiting();
                    try {
                        out.write(bytes, offset + done, Math.min(PIECE, length - done));
                    } finally {
                        activity.done();
                    }
                }
            }

            @Override
            public void close() throws IOException {
                activity.waiting();
                try {
                    out.close();
                } finally {
                    activity.done();
                }
            }
        };
    }

    boolean answered() {
        return answered;
    }

    /** Ends the exchange after the response; reads the rest of a short request body. */
    void finish() {
        activity.waiting();
        exchange.close();
    }
}
