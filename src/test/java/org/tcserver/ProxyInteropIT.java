package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.FreePort;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;
import org.tcserver.testing.TlsFiles;

/** Runs nginx and HAProxy in front of the server. Events must have the clients' addresses at the proxy. */
class ProxyInteropIT {
    /** The proxies' address as the server sees it. It differs from the clients' own address. */
    private static final String PROXY = "127.0.0.2";

    private static final Path STREAM_MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

    @TempDir
    Path folder;

    private ProgramRun nginx(String configuration) throws IOException {
        var program = Program.require("nginx");
        var text = new StringBuilder();
        if (configuration.startsWith("stream")) {
            boolean hasModule = Files.exists(STREAM_MODULE);
            if (!hasModule) {
                System.err.println("SKIPPED: " + STREAM_MODULE + " is not installed");
            }
            assumeTrue(hasModule, "nginx has no stream module");
            text.append("load_module ").append(STREAM_MODULE).append(";\n");
        }
        text.append("daemon off; master_process off; pid nginx.pid; error_log stderr; events {}\n")
                .append(configuration);
        var file = Files.writeString(folder.resolve("nginx.conf"), text);
        return program.start("-p", folder.toString(), "-e", "stderr", "-c", file.toString());
    }

    private ProgramRun haproxy(String configuration) throws IOException {
        var program = Program.require("haproxy");
        var timeouts = "defaults\n  mode tcp\n  timeout connect 10s\n  timeout client 60s\n  timeout server 60s\n";
        var file = Files.writeString(folder.resolve("haproxy.cfg"), timeouts + configuration);
        return program.start("-db", "-f", file.toString());
    }

    private static void awaitListening(ProgramRun proxy, int port) {
        var deadline = Deadline.patient();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertTrue(socket.isConnected());
                return;
            } catch (IOException e) {
                assertTrue(proxy.isAlive() && !deadline.isOver(), proxy::toString);
                Thread.onSpinWait();
            }
        }
    }

    /** Publishes from the client to {@code viewer}, and checks that events have the client's own address. */
    private static void assertServes(ServerProcess server, TcClient client, TcClient viewer) throws Exception {
        client.connectTo("live");
        server.await("connect", client);
        var accept = server.await("accept", client);
        assertTrue(accept.text("proxy").startsWith(PROXY + ":"), accept::line);
        viewer.play("stream");
        int streamId = client.publish("stream");
        client.video(streamId, 0, TestMedia.AVC_INIT);
        viewer.take("video", message -> message.isMedia());
        client.disconnect();
        server.await("close", client);
    }

    @Test
    void nginxTellsAddressesByVersion1() throws Exception {
        try (var server = ServerProcess.startRtmp("--proxy-protocol", PROXY)) {
            int port = FreePort.next();
            try (var nginx = nginx("stream { server { listen 127.0.0.1:" + port + "; proxy_pass 127.0.0.1:"
                    + server.port() + "; proxy_bind " + PROXY + "; proxy_protocol on; } }\n")) {
                awaitListening(nginx, port);
                try (var client = RtmpClient.to(port).open();
                        var viewer = RtmpClient.connected(server.port(), "live")) {
                    assertServes(server, client, viewer);
                }
            }
            assertFalse(server.events().stream().anyMatch(e -> e.is("proxy-error")));
            server.closeCleanly();
        }
    }

    /** Uses a checksum, and health checks with the LOCAL command. TLS passes through. */
    @Test
    void haproxyTellsAddressesByVersion2() throws Exception {
        var tls = TlsFiles.in(folder, "EC");
        try (var server = ServerProcess.startRtmp(tls.flags("--rtmps", "127.0.0.1:0", "--proxy-protocol", PROXY))) {
            int port = FreePort.next();
            try (var haproxy = haproxy("listen rtmps\n  bind 127.0.0.1:" + port + "\n  server one 127.0.0.1:"
                    + server.port("rtmps") + " source " + PROXY
                    + " send-proxy-v2 proxy-v2-options crc32c,unique-id check inter 200ms\n")) {
                awaitListening(haproxy, port);
                try (var client =
                                RtmpClient.to(0).underTls(tls.trusting(), port).open();
                        var viewer = RtmpClient.connected(server.port(), "live")) {
                    assertServes(server, client, viewer);
                }
                server.await(
                        "a health check",
                        e -> e.is("accept")
                                && e.text("address").startsWith(PROXY + ":")
                                && !e.members().containsKey("proxy"));
            }
            assertFalse(server.events().stream().anyMatch(e -> e.is("proxy-error")));
            server.closeCleanly();
        }
    }

    @Test
    void nginxForwardsClientsOfRtws() throws Exception {
        var temporary = new StringBuilder();
        for (var kind : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            temporary.append(kind).append("_temp_path ").append(folder).append("; ");
        }
        try (var server = ServerProcess.startRtws("--trusted-proxy", PROXY, "--max-connections-per-address", "2")) {
            int port = FreePort.next();
            try (var nginx = nginx("http { access_log off; " + temporary + "server { listen 127.0.0.1:" + port
                    + "; location / { proxy_pass http://127.0.0.1:" + server.port("rtws") + "; proxy_bind " + PROXY
                    + "; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
                    + "proxy_set_header Connection $http_connection; "
                    + "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } } }\n")) {
                awaitListening(nginx, port);
                var spoofed = "X-Forwarded-For: 203.0.113.7\r\n";
                try (var client = new RtwsClient.Settings(port, 0, 0, spoofed).open();
                        var direct = RtwsClient.connected(server.port("rtws"), "live")) {
                    client.connectTo("live");
                    server.await(
                            "connect",
                            e -> e.is("connect") && e.text("address").startsWith("127.0.0.1:0;" + PROXY + ":"));
                    try (var third = RtmpClient.to(server.port()).open()) {
                        third.fence();
                        throw new AssertionError("two connections of 127.0.0.1 are there already");
                    } catch (IOException e) {
                        server.await("refuse", refusal -> refusal.is("refuse"));
                    }
                    direct.fence();
                }
            }
            server.closeCleanly();
        }
    }
}
