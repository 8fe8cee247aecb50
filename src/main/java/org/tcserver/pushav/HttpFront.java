package org.tcserver.pushav;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Labels;
import org.tcserver.pushav.ingest.StorageException;

/**
 * Accepts HTTPS connections and passes each request to the endpoint. One chain of catch clauses turns every failure
 * into a response or a closed connection. Thread-safe.
 */
public final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int BACKLOG = 1024;
    private static final int MAX_LOGGED = 300;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final List<HttpsServer> servers = new ArrayList<>();
    private final ExchangeThreads threads;
    private final Endpoint endpoint;
    private final CallCount calls = new CallCount();
    private final FrontFigures figures = new FrontFigures();

    HttpFront(ExchangeThreads threads, Endpoint endpoint) {
        HttpLimits.apply();
        this.threads = threads;
        this.endpoint = endpoint;
    }

    /** Starts to listen and returns the port. The system chooses it if the address has port 0. */
    int listen(InetSocketAddress address, SSLContext tls) throws IOException {
        var server = create(address);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                figures.connection();
                var tlsParameters = getSSLContext().getDefaultSSLParameters();
                tlsParameters.setProtocols(PROTOCOLS);
                tlsParameters.setWantClientAuth(true);
                parameters.setSSLParameters(tlsParameters);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private static HttpsServer create(InetSocketAddress address) throws IOException {
        try {
            return HttpsServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + " port " + address.getPort() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var activity = threads.current();
        activity.done();
        figures.request();
        var target = exchange.getRequestURI().toString();
        var call = call((HttpsExchange) exchange, activity, target);
        if (call == null) {
            return;
        }
        boolean draining = !calls.enter();
        try {
            if (draining) {
                throw new Problem(503, "the server is stopping");
            }
            endpoint.answer(call);
        } catch (Problem problem) {
            log(exchange, problem);
            answer(call, problem);
        } catch (NoSuchFileException e) {
            answer(call, Problem.notFound("file")); // another request deleted the file in the meantime
        } catch (StorageException e) {
            storageFailed(call, e);
        } catch (FileSystemException e) {
            storageFailed(call, new StorageException(e));
        } catch (RuntimeException | VirtualMachineError e) { // after these, the library would leave the connection open
            LOG.error("failed at {} {}", call.method(), call.path(), e);
            answer(call, new Problem(500, "internal error"));
        } finally {
            calls.leave();
        }
        call.finish();
    }

    /**
     * Logs problems with all methods except GET and HEAD. An operator can thus see uploads that failed before they were
     * judged.
     */
    private static void log(HttpExchange exchange, Problem problem) {
        var method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            var target = exchange.getRequestURI().toString(); // the library rejects targets with control characters
            LOG.info(
                    "{} {} answered {}: {}, {}",
                    method,
                    target.length() > MAX_LOGGED ? target.substring(0, MAX_LOGGED) + "…" : target,
                    problem.status(),
                    problem.getMessage(),
                    exchange.getRemoteAddress().getAddress().getHostAddress());
        }
    }

    private void storageFailed(Call call, StorageException e) throws IOException {
        LOG.error("storage failed at {} {}: {}", call.method(), call.path(), e.getMessage());
        answer(call, new Problem(e.full() ? 507 : 500, e.full() ? "the disk is full" : "the disk failed"));
    }

    /** Refuses new requests, and waits at most {@code limit} until none is in progress. */
    void drain(java.time.Duration limit) throws InterruptedException {
        calls.drain(limit);
    }

    private @org.jspecify.annotations.Nullable Call call(HttpsExchange exchange, Activity activity, String target)
            throws IOException {
        try {
            return new Call(exchange, activity, RequestTarget.parse(target));
        } catch (Problem problem) {
            log(exchange, problem);
            var call = new Call(exchange, activity, new RequestTarget(List.of(), false, java.util.Map.of()));
            answer(call, problem);
            call.finish();
            return null;
        }
    }

    private void answer(Call call, Problem problem) throws IOException {
        figures.problem(problem.status());
        if (call.answered()) {
            throw new IOException("failed in the middle of an answer"); // closes the connection
        }
        if (!problem.allow().isEmpty()) {
            call.responseHeader("Allow", problem.allow());
        }
        call.answer(problem.status(), "application/json", problem.json());
    }

    boolean draining() {
        return calls.draining();
    }

    void writeMetrics(Exposition to) {
        figures.write(to);
        to.gauge("pushavserver_requests_in_progress", "Requests that are under way.")
                .sample(Labels.NONE, calls.calls());
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        for (var server : servers) {
            server.stop(0);
        }
        threads.close();
    }
}
