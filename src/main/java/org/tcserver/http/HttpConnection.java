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
 * Responds to the requests of one connection in sequence, each within a time limit. Confined to the connection's
 * reading thread, before the loop writes anything.
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
     * Serves the requests on {@code transport}.
     *
     * @param patience time limit for a request, from the start of waiting until its response is written
     */
    public HttpConnection(TcpTransport transport, Clock clock, Timers timers, Duration patience) {
        this.transport = transport;
        this.clock = clock;
        this.timers = timers;
        this.patience = patience;
    }

    /** Returns whether a request or its response exceeded the time limit. */
    public boolean hasTimedOut() {
        return timedOut;
    }

    /** Returns the number of requests with a response. */
    public int answered() {
        return answered;
    }

    /**
     * Responds to requests until one is {@code foreign}, and returns that one. Returns null if the client disconnected,
     * ended the connection, or sent no further request in time.
     *
     * @param buffer an empty buffer for reading; on return it holds the bytes after the request, between position and
     *     limit
     * @throws RefusedRequestException if a request is invalid; the client has received the error
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

    /** Reads the next request; returns null if the client disconnected or did not start another. */
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

    /** Waits for bytes; returns false if there will be none. */
    private boolean fill(ByteBuffer buffer) throws IOException {
        int count = transport.read(buffer.clear());
        while (count == 0) {
            pace.rested();
            count = transport.awaitReadable() ? transport.read(buffer.clear()) : -1;
        }
        buffer.flip();
        pace.read(Math.max(0, count));
        return count > 0; // otherwise the client reset it or the timer closed it
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

    /** Writes a final response, within the time limit. */
    public void write(ByteBuffer answer) throws IOException {
        var timeout = timers.after(patience, this::giveUp);
        try {
            transport.writeFully(answer);
        } finally {
            timeout.cancel();
        }
    }

    /** Ends the connection from the timer thread, so that the reading thread's wait fails. */
    private void giveUp() {
        timedOut = true;
        transport.close();
    }
}
