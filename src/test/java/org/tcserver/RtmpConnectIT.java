package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Tests the handshake, {@code connect} and the control commands over raw sockets. */
class RtmpConnectIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp("-s", "127.0.0.1:0", "-B", "127.0.0.1:0", "-i", "some info 12345");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals(List.of(), server.unreadable(), "lines on stdout that are no events");
    }

    @Test
    void anEventLogBeginsWithRtmfpListenRun() {
        var types = server.events().stream().map(e -> e.type()).limit(5).toList();
        assertEquals(List.of("rtmfp", "listen", "listen", "listen", "run"), types);
        var first = server.events().getFirst();
        assertTrue(first.text("fingerprint").matches("[0-9a-f]{64}"), first::line);
        assertEquals(first.text("fingerprint").substring(0, 10), first.text("@server"));
        assertEquals(server.pid(), (long) first.number("@pid"));
        assertTrue(Math.abs(first.number("@timestamp") - System.currentTimeMillis() / 1000.0) < 600, first::line);
    }

    @Test
    void theConnectResultHasItsMembersAndNoArray() throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            var answer = client.connectTo("live/members");
            assertEquals("_result", answer.name());
            assertEquals(1, answer.transactionId());
            assertEquals("status", answer.info("level"));
            assertTrue(answer.info("connectionID").matches("[0-9a-f]{48}"), answer::toString);
            assertEquals(0.0, answer.info().get("objectEncoding"));
            assertEquals(0.0, answer.info().get("capsEx"));
            assertEquals(Map.of("*", 4.0), answer.info().get("videoFourCcInfoMap"));
            assertEquals(Map.of("*", 4.0), answer.info().get("audioFourCcInfoMap"));
            assertEquals("some info 12345", answer.info("serverInfo"));
            assertEquals(server.events().getFirst().text("fingerprint"), answer.info("serverFingerprint"));
            assertFalse(answer.info().containsKey("fourCcList"), "arrays break some cameras");
            var event = server.await("connect", client);
            assertEquals("live/members", event.text("app"));
            assertEquals("rtmp", event.text("proto"));
            assertEquals(answer.info("connectionID"), event.text("connectionID"));
            assertEquals("rtmp", server.await("accept", client).text("proto"));
        }
    }

    @Test
    void flowControlIsSetUpBeforeTheConnectResult() throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            client.connectTo("live");
            var types = client.protocolControl().stream().map(RtmpMessage::type).toList();
            assertTrue(types.contains(RtmpMessage.WINDOW_ACK_SIZE), types::toString);
            assertTrue(types.contains(RtmpMessage.SET_PEER_BANDWIDTH), types::toString);
            assertTrue(types.contains(RtmpMessage.SET_CHUNK_SIZE), types::toString);
            var bandwidth = client.protocolControl().stream()
                    .filter(m -> m.type() == RtmpMessage.SET_PEER_BANDWIDTH)
                    .findFirst()
                    .orElseThrow();
            assertEquals(2, bandwidth.payload().at(4), "dynamic");
        }
    }

    @Test
    void rtmpSimpleNeedsNoFlowControlAndHasTheLargestChunks() throws Exception {
        try (var client = RtmpClient.to(server.port("rtmp-simple")).open()) {
            client.connectTo("live");
            assertEquals("rtmp-simple", server.await("connect", client).text("proto"));
            var sizes = client.protocolControl().stream()
                    .filter(m -> m.type() == RtmpMessage.SET_CHUNK_SIZE)
                    .map(m -> m.payload().toHex())
                    .toList();
            assertEquals(List.of("01000000"), sizes);
        }
    }

    /** With RTMP Simple, a chunk is a whole message and may fill the server's buffer. A ping must then follow it. */
    @Test
    void pingsLeaveLargeMessagesWholeOverRtmpSimple() throws Exception {
        try (var publisher = RtmpClient.connected(server.port(), "live");
                var player = RtmpClient.connected(server.port("rtmp-simple"), "live")) {
            int streamId = publisher.publish("large");
            player.play("large");
            for (int number = 0; number < 60; number++) {
                var frame = TestMedia.video(0x17, number, 40_000 + 997 * number);
                publisher.video(streamId, 40L * number, frame);
                var arrived = player.await("frame " + number, m -> m.type() == RtmpMessage.VIDEO);
                assertEquals(frame, arrived.payload());
            }
        }
    }

    @Test
    void aDigestHandshakeIsAnsweredWithDigests() throws Exception {
        try (var client = RtmpClient.to(server.port()).withDigest().open()) {
            client.connectTo("live");
        }
    }

    @Test
    void fourCcListIsForThoseWhoSentOne() throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            var object = client.connectObject("live");
            object.put("fourCcList", List.of("av01", "hvc1"));
            var answer = client.connect(object);
            assertEquals(List.of("*"), answer.info().get("fourCcList"));
        }
    }

    @Test
    void objectEncodingIsEchoed() throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            var object = client.connectObject("live");
            object.put("objectEncoding", 3.0);
            assertEquals(3.0, client.connect(object).info().get("objectEncoding"));
        }
    }

    @Test
    void theAppComesFromAppOrElseFromTcUrlDecodedAndWithoutQuery() throws Exception {
        assertEquals("live/a b", appOf(Map.of("app", "live/a%20b?x=y")));
        assertEquals("live/%zz", appOf(Map.of("app", "live/%zz")));
        assertEquals("from/url", appOf(Map.of("tcUrl", "rtmp://example.org:1935/from/url?x=y")));
        assertEquals("first", appOf(Map.of("app", "first", "tcUrl", "rtmp://example.org/second")));
    }

    private String appOf(Map<String, Object> object) throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            client.connect(object);
            return server.await("connect", client).text("app");
        }
    }

    @Test
    void secretsInTcUrlAreMasked() throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            var object = client.connectObject("live");
            object.put("tcUrl", "rtmp://user:pa55word@127.0.0.1/live?token=s3cret&x=kept");
            client.connect(object);
            var event = server.await("connect", client);
            assertTrue(event.text("tcUrl").contains("x=kept"), event::line);
        }
        var log = server.events().toString() + server.stderr();
        assertFalse(log.contains("pa55word"), "the password is in the log");
        assertFalse(log.contains("s3cret"), "the token is in the log");
    }

    @Test
    void withoutAppAndTcUrlTheConnectionEnds() throws Exception {
        assertEnds("connect-missing-app-and-tcUrl", client -> client.sendConnect(Map.of("objectEncoding", 0.0)));
    }

    @Test
    void connectWithoutObjectEndsTheConnection() throws Exception {
        assertEnds(
                "connect-missing-command-object",
                client -> client.send(3, 0, RtmpMessage.COMMAND, 0, Amf0.write("connect", 1.0, Amf0.Nothing.NULL)));
        assertEnds(
                "connect-missing-arg", client -> client.send(3, 0, RtmpMessage.COMMAND, 0, Amf0.write("connect", 1.0)));
    }

    @Test
    void aCommandBeforeConnectEndsTheConnection() throws Exception {
        assertEnds("command-before-connect", client -> client.command(0, "createStream"));
    }

    @Test
    void aCommandWithoutTransactionIdEndsTheConnection() throws Exception {
        assertEnds(
                "invalid-command-format",
                client -> client.send(3, 0, RtmpMessage.COMMAND, 0, Amf0.write("connect", "one")));
    }

    @Test
    void aSecondConnectEndsTheConnection() throws Exception {
        assertEnds("connect-after-connect", client -> {
            client.connectTo("live");
            client.sendConnect(client.connectObject("live"));
        });
    }

    @Test
    void aStreamCommandOnAStreamThatWasNotCreatedEndsTheConnection() throws Exception {
        assertEnds("", client -> {
            client.connectTo("live");
            client.command(7, "play", "x");
        });
    }

    @Test
    void streamIdsCountFromOneToTheLimit() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "many")) {
            for (var id = 1; id <= 1024; id++) {
                assertEquals(id, client.createStream());
            }
            client.command(0, "createStream");
            client.awaitClosed();
            server.await("close", client);
            assertEquals(1024, countOf("createStream", client));
        }
    }

    /** Returns the number of events of this type, including those that only a summary counts. */
    private static double countOf(String type, RtmpClient client) {
        return server.events().stream()
                .filter(e -> ServerProcess.isAbout(e, client))
                .mapToDouble(e -> e.is(type) ? 1 : suppressed(type, e))
                .sum();
    }

    private static double suppressed(String type, LoggedEvent event) {
        return event.members().get("types") instanceof Map<?, ?> types && types.get(type) instanceof Double count
                ? count
                : 0;
    }

    @Test
    void aDeletedStreamIsGone() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            var streamId = client.createStream();
            client.command(0, "deleteStream", (double) streamId);
            assertEquals(streamId, (int) server.await("deleteStream", client).number("streamID"));
        }
    }

    @Test
    void callsThatClientsMakeAreAnswered() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            for (var name : List.of("FCPublish", "FCUnpublish", "releaseStream", "FCSubscribe", "getStreamLength")) {
                assertEquals("_result", client.call(name, "x").name(), name);
            }
            assertEquals("_result", client.call("_checkbw").name());
            assertEquals("_result", client.call("setPeerInfo", "127.0.0.1:1").name());
        }
    }

    @Test
    void anUnknownCommandIsAnsweredOnlyIfItHasATransaction() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            client.command(0, "makeCoffee");
            var taken = client.call("brewTea");
            assertEquals("_error", taken.name());
            assertEquals("NetConnection.Call.Failed", taken.code());
            assertEquals("brewTea", taken.info("detail"));
            client.command(0, "makeCoffee");
            client.command(0, "createStream");
            assertTrue(client.next().isCommand("_result"), "no answer for transaction ID 0");
        }
    }

    @Test
    void commandsInAmf3MessagesAreUnderstood() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            var call = Amf0.write("createStream", 9.0, Amf0.Nothing.NULL);
            client.send(3, 0, RtmpMessage.COMMAND_AMF3, 0, Bytes.of(1, 2, 3));
            client.send(3, 0, RtmpMessage.COMMAND, 0, Bytes.EMPTY);
            client.send(3, 0, RtmpMessage.COMMAND_AMF3, 0, prefixed(call));
            var answer = client.next().command();
            assertEquals(9, answer.transactionId());
            assertEquals("_result", answer.name());
        }
    }

    private static Bytes prefixed(Bytes amf0) {
        return new ByteWriter().u8(0).bytes(amf0).toBytes();
    }

    @Test
    void aPingIsAnswered() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            client.send(2, 0, RtmpMessage.USER_CONTROL, 0, Bytes.ofHex("000612345678"));
            var pong = client.await("ping response", m -> m.type() == RtmpMessage.USER_CONTROL);
            assertEquals("000712345678", pong.payload().toHex());
        }
    }

    @Test
    void anAppLastsFromItsFirstClientToItsLast() throws Exception {
        try (var first = RtmpClient.connected(server.port(), "shortLived")) {
            server.await("create-app", e -> e.is("create-app") && e.has("app", "shortLived"));
            try (var second = RtmpClient.connected(server.port(), "shortLived")) {
                server.await("connect", second);
            }
            first.fence();
        }
        var destroyed = server.await("destroy-app", e -> e.is("destroy-app") && e.has("app", "shortLived"));
        assertEquals(2, destroyed.number("connects"), destroyed::line);
        assertEquals(2, destroyed.number("maxClients"), destroyed::line);
    }

    @Test
    void aClosingClientIsLoggedInOrder() throws Exception {
        RtmpClient client;
        try (var closing = RtmpClient.connected(server.port(), "order")) {
            client = closing;
            closing.publish("order");
        }
        server.await("close", client);
        server.await("destroy-app", e -> e.is("destroy-app") && e.has("app", "order"));
        var types = server.events().stream()
                .filter(e -> ServerProcess.isAbout(e, client) || e.has("app", "order"))
                .map(e -> e.type())
                .dropWhile(type -> !type.equals("closing"))
                .toList();
        assertEquals(List.of("closing", "unpublish", "destroy-app", "close"), types);
    }

    @Test
    void statsAndClientsAreToldOnSignals() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "stats")) {
            client.publish("stats");
            server.signal("USR1");
            server.await("stats", e -> e.is("stats") && e.number("clients") >= 1 && e.number("publishing") >= 1);
            var clients = server.freshClients();
            assertTrue(clients.line().contains(client.localAddress()), clients::line);
            assertTrue(clients.line().contains("\"streams\""), clients::line);
        }
    }

    @FunctionalInterface
    private interface Conversation {
        void with(RtmpClient client) throws Exception;
    }

    /**
     * Requires that the server logs an {@code error} with this reason ("": any) and closes. Another client is
     * unaffected.
     */
    private static void assertEnds(String reason, Conversation conversation) throws Exception {
        try (var other = RtmpClient.connected(server.port(), "other");
                var client = RtmpClient.to(server.port()).open()) {
            conversation.with(client);
            client.awaitClosed();
            var error = server.await("error", client);
            assertFalse(error.text("reason").isBlank(), error::line);
            if (!reason.isEmpty()) {
                assertEquals(reason, error.text("reason"), error::line);
            }
            server.await("close", client);
            other.fence();
        }
    }

    @Test
    void exceptionsAreNotOnStderr() throws Exception {
        var object = new LinkedHashMap<String, Object>(Map.of("app", "live"));
        try (var client = RtmpClient.to(server.port()).open()) {
            client.connect(object);
        }
        server.awaitCount(1, "close", e -> e.is("close"), Deadline.patient());
        assertFalse(server.stderr().contains("\tat "), server::stderr);
    }
}
