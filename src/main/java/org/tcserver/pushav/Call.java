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

/** One request and its answer. Confined to the exchange's thread. */
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

    /** Path elements from {@code index} on, with an empty one at the end if there was a slash. */
    List<String> pathFrom(int index) {
        var rest = new java.util.ArrayList<>(path().subList(index, path().size()));
        if (target.slash()) {
            rest.add("");
        }
        return rest;
    }

    /** The value of a query parameter, null if it was not given. */
    @Nullable String query(String name) {
        return target.query().get(name);
    }

    /** The first value of a header, whatever its case, null if it was not sent. */
    @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The page that the request comes from, if a browser sent it. */
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

    /** The certificate that the client showed, null if it showed none. */
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

    /** How many bytes the body has, -1 if the client did not say. */
    long contentLength() {
        var length = header("Content-Length");
        return length == null ? header("Transfer-Encoding") == null ? 0 : -1 : Long.parseLong(length);
    }

    /** The body; each read counts against the stall limit. */
    InputStream body() {
        return new WatchedInput(exchange.getRequestBody(), activity);
    }

    /** The whole body, if it is not longer than {@code limit} bytes. */
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

    /** Sends the header of an answer whose {@code length} bytes then go to {@link #output}; none for HEAD. */
    void send(int status, long length) throws IOException {
        answered = true;
        responseHeader("X-Content-Type-Options", "nosniff"); // content that looks like a page is none
        activity.waiting();
        try {
            exchange.sendResponseHeaders(status, length);
        } finally {
            activity.done();
        }
    }

    /** Where the content of an answer goes; closing it ends the exchange. */
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

    /** Ends the exchange once all is sent; reads what is left of a short body. */
    void finish() {
        activity.waiting();
        exchange.close();
    }
}
