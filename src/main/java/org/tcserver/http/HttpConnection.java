package org.tcserver.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tcserver.net.Pace;
import org.tcserver.net.TcpTransport;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * Answers the requests of one connection, one after another, each within a bounded time. Confined to the connection's
 * reading thread, while nothing is left to the loop yet.
 */
public final class HttpConnection {
    private final TcpTransport transport;
    private final Clock clock;
    private final Timers timers;
    private final Duration patience;
    private final Pace pace = new Pace();
    private int answered;
    private volatile boolean timedOut;

    /**
     * Requests that come over {@code transport}.
     *
     * @param patience how long a request may take, from when it is waited for until its answer is through
     */
    public HttpConnection(TcpTransport transport, Clock clock, Timers timers, Duration patience) {
        this.transport = transport;
        this.clock = clock;
        this.timers = timers;
        this.patience = patience;
    }

    /** Whether a request, or its answer, took longer than it may. */
    public boolean hasTimedOut() {
        return timedOut;
    }

    /** How many requests were answered. */
    public int answered() {
        return answered;
    }

    /**
     * Answers requests until one is {@code foreign}, and hands that one back; null if the client has left, wants no more,
     * or only kept the connection.
     *
     * @param buffer an empty one to read into; afterwards between its position and limit is what followed the request
     * @throws RefusedRequestException if a request is out of order; the client was told
     */
    public @Nullable HttpRequest serve(
            ByteBuffer buffer, Predicate<HttpRequest> foreign, Function<HttpRequest, HttpAnswer> answers)
            throws IOException {
        buffer.limit(buffer.position());
        try {
            while (true) {
                var request = exchange(buffer, foreign, answers);
                if (request == null || foreign.test(request)) {
                    return request;
                }
                if (!keepsAlive(request)) {
                    return null;
                }
            }
        } catch (RefusedRequestException e) {
            write(e.answer().toByteBuffer());
            throw e;
        }
    }

    private @Nullable HttpRequest exchange(
            ByteBuffer buffer, Predicate<HttpRequest> foreign, Function<HttpRequest, HttpAnswer> answers)
            throws IOException {
        var timeout = timers.after(patience, this::giveUp);
        try {
            var request = read(buffer);
            if (request != null && !foreign.test(request)) {
                check(request);
                answered++;
                var answer = answers.apply(request).toBytes(request, keepsAlive(request), clock.wallMillis());
                transport.writeFully(answer.toByteBuffer());
            }
            return request;
        } finally {
            timeout.cancel();
        }
    }

    private boolean keepsAlive(HttpRequest request) {
        return request.keepsAlive() && answered < HttpParameters.MAX_REQUESTS;
    }

    /** The next request; null if the client has left, or has not begun another. */
    private @Nullable HttpRequest read(ByteBuffer buffer) throws IOException {
        var reader = new RequestReader();
        while (true) {
            var request = reader.next(buffer);
            if (request != null) {
                pace.handledMessage();
                return request;
            }
            if (!fill(buffer)) {
                if (timedOut && (answered == 0 || !reader.isEmpty())) {
                    throw new IOException("no request within the time allowed");
                }
                return null;
            }
        }
    }

    /** Waits for bytes; false if there will be none. */
    private boolean fill(ByteBuffer buffer) throws IOException {
        int count = transport.read(buffer.clear());
        while (count == 0) {
            pace.rested();
            count = transport.awaitReadable() ? transport.read(buffer.clear()) : -1;
        }
        buffer.flip();
        pace.read(Math.max(0, count));
        return count > 0; // else it was reset by the client or closed by the timer
    }

    private static void check(HttpRequest request) throws RefusedRequestException {
        if (!request.version().startsWith("HTTP/1.")) {
            throw new RefusedRequestException("505 HTTP Version Not Supported", "", "HTTP version other than 1");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new RefusedRequestException(
                    "405 Method Not Allowed", "Allow: GET, HEAD\r\n", "HTTP method other than GET and HEAD");
        }
        if (request.hasBody()) {
            throw new RefusedRequestException("400 Bad Request", "", "HTTP request with a body");
        }
        if (request.version().equals("HTTP/1.1") && request.valuesOf("host") != 1) {
            throw new RefusedRequestException("400 Bad Request", "", "HTTP request without exactly one host");
        }
    }

    /** Writes what ends the talk of pages, for no longer than a request may take. */
    public void write(ByteBuffer answer) throws IOException {
        var timeout = timers.after(patience, this::giveUp);
        try {
            transport.writeFully(answer);
        } finally {
            timeout.cancel();
        }
    }

    /** On the timers' thread; makes whatever the reading thread waits for fail. */
    private void giveUp() {
        timedOut = true;
        transport.close();
    }
}
