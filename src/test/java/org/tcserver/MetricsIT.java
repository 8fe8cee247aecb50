package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LivePublisher;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.PrometheusText;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;

/** Tests the figures that the server reports over {@code --metrics}. */
class MetricsIT {
    private static final String METRICS = "--metrics";
    private static final String ANY = "127.0.0.1:0";
    private static final int FRAMES = 60;

    private static ServerProcess server(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("-w", ANY, "-B", ANY, METRICS, ANY));
        all.addAll(List.of(arguments));
        return ServerProcess.startRtmp(all.toArray(String[]::new));
    }

    private static String labels(String protocol, String kind) {
        return "{protocol=\"" + protocol + "\",kind=\"" + kind + "\"}";
    }

    private static double sent(PrometheusText metrics, String protocol, String kind) {
        return metrics.value("tcserver_sent_messages_total" + labels(protocol, kind));
    }

    /** Publishes an init and frames after a keyframe. */
    private static void publish(TcClient publisher, int streamId) throws Exception {
        publisher.video(streamId, 0, TestMedia.AVC_INIT);
        publisher.video(streamId, 0, TestMedia.keyframe(0));
        for (var i = 1; i < FRAMES; i++) {
            publisher.video(streamId, i * 40L, TestMedia.interframe(i));
        }
    }

    private static void awaitLast(TcClient viewer) throws Exception {
        viewer.await("the last picture", m -> TestMedia.isCoded(m) && TestMedia.number(m) == FRAMES - 1);
    }

    /** The server sends each published message once to each viewer, over each protocol. */
    @Test
    void whatComesInGoesOutToEachViewer() throws Exception {
        try (var server = server();
                var publisher = RtmpClient.connected(server.port(), "live");
                var first = RtmpClient.connected(server.port(), "live");
                var second = RtmpClient.connected(server.port(), "live");
                var web = new RtwsClient.Settings(server.port("rtws"), 0, 0, "").open();
                var rtmfp = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            var status = StatusClient.of(server);
            web.connectTo("live");
            var viewers = List.of(first, second, web, rtmfp);
            for (var viewer : viewers) {
                viewer.play("s?videoLifetime=10&audioLifetime=10&expirePreviousGop=no");
            }
            publish(publisher, publisher.publish("s"));
            for (var viewer : viewers) {
                awaitLast(viewer);
            }
            var metrics = status.await(
                    "all is sent",
                    m -> sent(m, "rtmfp", "video") == FRAMES + 1
                            && sent(m, "rtws", "video") == FRAMES + 1
                            && sent(m, "rtmp", "video") == 2 * (FRAMES + 1)
                            && m.value("tcserver_rtmfp_round_trip_seconds_count") > 0);
            assertEquals(2 * (FRAMES + 1), sent(metrics, "rtmp", "video"));
            assertEquals(FRAMES + 1, metrics.value("tcserver_received_messages_total" + labels("rtmp", "video")));
            assertEquals(0, metrics.sum("tcserver_dropped_messages_total"));
            for (var family : List.of("tcserver_queue_age_seconds", "tcserver_delivery_latency_seconds")) {
                assertEquals(2 * (FRAMES + 1), metrics.value(family + "_count" + labels("rtmp", "video")));
                assertEquals(4 * (FRAMES + 1), metrics.sum(family + "_count", "kind=\"video\""));
            }
            assertEquals(3, metrics.value("tcserver_connections{protocol=\"rtmp\"}"));
            assertEquals(1, metrics.value("tcserver_connections{protocol=\"rtmfp\"}"));
            assertEquals(1, metrics.value("tcserver_publications{protocol=\"rtmp\"}"));
            assertEquals(2, metrics.value("tcserver_subscriptions{protocol=\"rtmp\"}"));
            assertEquals(1, metrics.value("tcserver_subscriptions{protocol=\"rtws\"}"));
            assertEquals(5, metrics.sum("tcserver_accepts_total"));
            assertEquals(5, metrics.value("tcserver_clients"));
            assertEquals(1, metrics.value("tcserver_streams"));
            for (var protocol : List.of("rtmp", "rtws", "rtmfp")) {
                assertTrue(
                        metrics.value("tcserver_received_bytes_total{protocol=\"" + protocol + "\"}") > 100, protocol);
                assertTrue(
                        metrics.value("tcserver_sent_bytes_total{protocol=\"" + protocol + "\"}") > FRAMES * 10,
                        protocol);
            }
            assertTrue(metrics.value("tcserver_rtmfp_round_trip_seconds_count") > 0);
            assertTrue(metrics.value("tcserver_rtmfp_fragments_sent_total") >= FRAMES);
            assertEquals(inTheManual(), metrics.families());
            first.disconnect();
            status.await("it has left", m -> m.value("tcserver_connections{protocol=\"rtmp\"}") == 2);
        }
    }

    private static SortedSet<String> inTheManual() throws IOException {
        return Pattern.compile("^\\.It Li (tcserver_[a-z_]+) Ta", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("man", "tcserver.1")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aSlowViewerLosesWhatItIsToldToLose() throws Exception {
        try (var server = server("-V", "0.3", "-A", "0.3");
                var publisher = RtmpClient.connected(server.port(), "live");
                var stuck = RtmpClient.to(server.port()).withReceiveBuffer(4096).open()) {
            var status = StatusClient.of(server);
            stuck.connectTo("live");
            stuck.play("s");
            stuck.stopReading(true);
            var streamId = publisher.publish("s");
            for (var i = 0; i < 100; i++) {
                publisher.video(streamId, i * 40L, TestMedia.video(i == 0 ? 0x17 : 0x27, i, 50_000));
            }
            status.await(
                    "something has expired",
                    m -> m.sum("tcserver_dropped_messages_total", "protocol=\"rtmp\"", "reason=\"expired\"") > 0);
            new LivePublisher(publisher, streamId).publish(Duration.ofSeconds(1));
            publisher.fence();
            var metrics = status.await(
                    "all of it has expired",
                    m -> m.sum("tcserver_dropped_messages_total", "kind=\"video\"") + sent(m, "rtmp", "video") >= 110);
            assertTrue(metrics.sum("tcserver_dropped_messages_total", "reason=\"orphaned\"") > 0);
            var published = metrics.value("tcserver_received_messages_total" + labels("rtmp", "video"));
            var ended =
                    metrics.sum("tcserver_dropped_messages_total", "kind=\"video\"") + sent(metrics, "rtmp", "video");
            assertTrue(ended <= published, () -> ended + " of " + published);
        }
    }

    /**
     * Clients choose names but cannot add labels. The test publishes few names, because the server delays frequent
     * publishers.
     */
    @Test
    void clientsAddNoSeries() throws Exception {
        try (var server = server();
                var client = RtmpClient.connected(server.port(), "live")) {
            var status = StatusClient.of(server);
            var before = status.metrics().series();
            var streamId = client.createStream();
            for (var i = 0; i < 10_000; i++) {
                client.command(streamId, i % 500 == 1 ? "publish" : "play", "name" + i, "live");
                if (i % 500 == 0) {
                    client.fence();
                    client.takeUntilQuiet(Duration.ZERO);
                }
            }
            client.fence();
            try (var other = RtmpClient.connected(server.port(), "another\"App\n")) {
                other.publish("na\"me\\");
                assertEquals(before, status.metrics().series());
            }
        }
    }

    @Test
    void drainingIsToldToWhoeverBalances() throws Exception {
        try (var server = server();
                var client = RtmpClient.connected(server.port(), "live")) {
            var status = StatusClient.of(server);
            assertEquals("ready\n", status.get("/readyz").body());
            assertHealthy(status);
            server.signal("TERM");
            server.await("unregister", e -> e.is("unregister"));
            var answer = status.get("/readyz");
            assertEquals(503, answer.status());
            assertEquals("shutting down\n", answer.body());
            assertHealthy(status);
            assertEquals(1, status.metrics().value("tcserver_connections{protocol=\"rtmp\"}"));
            client.disconnect();
            assertEquals(0, server.awaitExit(Deadline.patient()));
        }
    }

    /** Retries, because a busy machine may answer later than the limit for a thread. */
    private static void assertHealthy(StatusClient status) throws IOException {
        var deadline = Deadline.patient();
        var answer = status.get("/healthz");
        while (answer.status() != 200 && !deadline.isOver()) {
            answer = status.get("/healthz");
        }
        assertEquals("ok\n", answer.body());
    }

    @Test
    void clientsAndStreams() throws Exception {
        try (var server = server("-k", "secret");
                var publisher = RtmfpClient.to(server.rtmfpPort()).open();
                var viewer = RtmpClient.to(server.port()).open()) {
            var status = StatusClient.of(server);
            publisher.connectTo("live", TestMedia.token("secret", "live"));
            viewer.connectTo("live", "name=mike", TestMedia.token("secret", "name=mike@live"));
            viewer.play(TestMedia.hashname("s"));
            publish(publisher, publisher.publish("s?token=verysecret&priority=0"));
            awaitLast(viewer);

            var streams = status.list("/api/streams");
            assertFalse(streams.line().contains("verysecret"), streams::line);
            var stream = entries(streams, "streams").getFirst();
            assertEquals("live", stream.get("app"));
            assertEquals("s", stream.get("name"));
            assertEquals("token=***&priority=0", stream.get("query"));
            assertEquals(TestMedia.hashname("s"), stream.get("hashname"));
            assertEquals(1.0, stream.get("subscribers"));
            assertEquals(FRAMES + 1.0, stream.get("messagesIn"));
            assertEquals("avc1", stream.get("videoCodec"));

            var clients = entries(status.list("/api/clients"), "clients");
            assertEquals(2, clients.size());
            assertEquals(stream.get("publisher"), client(clients, "rtmfp").get("connectionID"));
            var player = client(clients, "rtmp");
            assertEquals("mike", player.get("username"));
            assertEquals(viewer.localAddress(), player.get("address"));
            assertTrue(number(player, "messagesOut") > FRAMES, player::toString);
            assertFalse(player.containsKey("roundTrip"));
            awaitRoundTrip(status);

            var firstPage = status.list("/api/clients?limit=1");
            assertEquals(1, entries(firstPage, "clients").size());
            var lastPage = status.list(firstPage.text("next"));
            assertEquals(1, entries(lastPage, "clients").size());
            assertTrue(number(entries(lastPage, "clients").getFirst(), "number")
                    > number(entries(firstPage, "clients").getFirst(), "number"));
            assertEquals("", lastPage.text("next"));
        }
    }

    /** Waits, because the session's thread reports the round-trip time once a second. */
    private static void awaitRoundTrip(StatusClient status) throws Exception {
        var deadline = Deadline.patient();
        var client = client(entries(status.list("/api/clients"), "clients"), "rtmfp");
        while (!client.containsKey("roundTrip")) {
            assertFalse(deadline.isOver(), client::toString);
            client = client(entries(status.list("/api/clients"), "clients"), "rtmfp");
        }
        assertTrue(number(client, "bytesIn") > 1000, client::toString);
    }

    private static Map<String, Object> client(List<Map<String, Object>> clients, String protocol) {
        return clients.stream()
                .filter(each -> protocol.equals(each.get("proto")))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Double number ? number : Double.NaN;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> entries(LoggedEvent list, String name) {
        return (List<Map<String, Object>>) list.members().getOrDefault(name, List.of());
    }

    @Test
    void onlyWhatThereIsByGetAndHead() throws Exception {
        try (var server = server()) {
            var status = StatusClient.of(server);
            var metrics = status.get("/metrics");
            assertEquals("text/plain; version=0.0.4; charset=utf-8", metrics.type());
            var head = status.send("HEAD", "/metrics", "");
            assertEquals(200, head.status());
            assertEquals("", head.body());
            for (var target : List.of("/", "/metrics/", "/api", "/api/", "/api/metrics", "/favicon.ico")) {
                assertEquals(404, status.get(target).status(), target);
            }
            for (var target : List.of("/api/clients?limit=0", "/api/streams?after=x")) {
                assertEquals(400, status.get(target).status(), target);
            }
            for (var method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
                var answer = status.send(method, "/api/clients", "x".repeat(100_000));
                assertEquals(405, answer.status(), method);
                assertEquals("GET, HEAD", answer.allow());
            }
            server.closeCleanly();
        }
    }

    @Test
    void whoHoldsAllConnectionsKeepsNobodyOutForLong() throws Exception {
        try (var server = server()) {
            var port = server.port("metrics");
            var idle = new ArrayList<Socket>();
            var refused = 0;
            for (var i = 0; i < 40; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                idle.add(socket);
            }
            for (var socket : idle.subList(32, 40)) {
                socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
                refused += socket.getInputStream().read() < 0 ? 1 : 0;
            }
            assertEquals(8, refused);
            for (var socket : idle) {
                socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
                assertEquals(-1, socket.getInputStream().read(), "all of them are closed in the end");
                socket.close();
            }
            assertHealthy(StatusClient.of(server));
        }
    }

    @Test
    void offByDefaultAndToldIfItCannotBe() throws Exception {
        try (var server = ServerProcess.startRtmp()) {
            assertTrue(server.events().stream().noneMatch(e -> e.has("proto", "metrics")));
        }
    }
}
