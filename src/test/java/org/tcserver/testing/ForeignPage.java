package org.tcserver.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An empty web page whose origin differs from that of the server under test. Thread-safe. */
public final class ForeignPage implements AutoCloseable {
    private static final byte[] CONTENT = "<!DOCTYPE html><title>elsewhere</title>".getBytes(UTF_8);

    private final HttpServer server;

    public ForeignPage() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, CONTENT.length);
            try (var out = exchange.getResponseBody()) {
                out.write(CONTENT);
            }
        });
        server.start();
    }

    /** Returns the origin of the page in a {@link Browser}. */
    public String origin() {
        return "http://" + Browser.INSECURE_HOST + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
