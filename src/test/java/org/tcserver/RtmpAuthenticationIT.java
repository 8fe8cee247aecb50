package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.AmfCommand;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Tests tokens and the properties in user names over raw sockets. */
class RtmpAuthenticationIT {
    private static final String KEY = "supersecret";
    private static final String OTHER_KEY = "other key";

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        var hex = HexFormat.of().formatHex(OTHER_KEY.getBytes(StandardCharsets.UTF_8));
        server = ServerProcess.startRtmp("-k", KEY, "-K", hex);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        var log = server.events().toString() + server.stderr();
        assertFalse(log.contains(KEY), "the key is in the log");
        assertFalse(log.contains(TestMedia.token(KEY, "live/12345")), "a token is in the log");
    }

    @Test
    void theTokenOfTheAppLetsIn() throws Exception {
        try (var client = open()) {
            client.connectTo("live/12345", "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786");
        }
    }

    @Test
    void theTokenOfEachKeyLetsIn() throws Exception {
        try (var client = open()) {
            client.connectTo("live", TestMedia.token(OTHER_KEY, "live"));
        }
    }

    @Test
    void theTokenOfTheUserLetsIn() throws Exception {
        try (var client = open()) {
            client.connectTo("live/12345", "mike", "8bddf00ca7e31862fe17872c463df61eafde6518f565cb3def0e82a3b2d639d7");
            assertEquals("mike", server.await("connect", client).text("connectArg"));
        }
    }

    @Test
    void theTokenIsForTheDecodedApp() throws Exception {
        try (var client = open()) {
            client.connectTo("live%2f12345", TestMedia.token(KEY, "live/12345"));
        }
    }

    /** Some encoders cannot add arguments to {@code connect}. */
    @Test
    void theQueryOfTheAppOrTheUrlMayBearTheLogin() throws Exception {
        try (var client = open()) {
            client.connectTo("live?token=" + TestMedia.token(KEY, "live"));
            assertEquals("live", server.await("connect", client).text("app"));
        }
        var user = "name=mike;pri=5";
        var login = "?user=" + user + "&token=" + TestMedia.token(KEY, user + "@live");
        try (var client = open()) {
            var object = client.connectObject("live");
            object.put("tcUrl", "rtmp://127.0.0.1/live" + login);
            assertEquals("NetConnection.Connect.Success", client.connect(object).code());
            var event = server.await("connect", client);
            assertEquals("mike", event.text("username"));
            assertEquals("rtmp://127.0.0.1/live?user=" + user + "&token=***", event.text("tcUrl"));
        }
        try (var client = open()) {
            var answer = client.connect(client.connectObject("live?token=" + TestMedia.token(KEY, "another")));
            assertEquals("NetConnection.Connect.Rejected", answer.code());
        }
    }

    @Test
    void withoutTheTokenNobodyGetsIn() throws Exception {
        assertRejected("live");
        assertRejected("live", "");
        assertRejected("live", TestMedia.token(KEY, "another app"));
        assertRejected("live", TestMedia.token("wrong key", "live"));
        assertRejected("live", "mike", TestMedia.token(KEY, "live"));
        assertRejected("live", "mike", TestMedia.token(KEY, "anna@live"));
    }

    private static void assertRejected(String app, Object... arguments) throws Exception {
        try (var client = open()) {
            var answer = client.connect(client.connectObject(app), arguments);
            assertEquals("_error", answer.name());
            assertEquals("error", answer.info("level"));
            assertEquals("NetConnection.Connect.Rejected", answer.code());
            client.awaitClosed();
            var event = server.await("connect-reject", client);
            assertEquals("bad-auth", event.text("reason"));
            assertEquals(app, event.text("requestedApp"));
        }
    }

    @Test
    void theNamePropertyIsTold() throws Exception {
        try (var publisher = connected("named", "17;name=mi%6be");
                var viewer = connected("named", "anna");
                var other = connected("elsewhere", "eve")) {
            publisher.publish("s");
            viewer.play("s");
            assertEquals(
                    "mike", viewer.awaitStatus("NetStream.Play.PublishNotify").info("publisherName"));
            publisher.command(0, "broadcast", "x");
            var header = viewer.await("onRelay", m -> m.isCommand("onRelay"))
                    .command()
                    .arguments()
                    .get(1);
            assertTrue(header instanceof Map<?, ?> map && "mike".equals(map.get("senderName")), header::toString);
            assertEquals("mike", server.await("publish", publisher).text("username"));
            other.fence();
        }
    }

    @Test
    void thePriorityPropertyRaisesTheCap() throws Exception {
        try (var strong = connected("pri", "mike;pri=5");
                var weak = connected("pri", "anna")) {
            weak.publish("s?priority=9");
            var streamId = strong.createStream();
            strong.command(streamId, "publish", "s?priority=9");
            assertEquals(
                    5.0, strong.awaitStatus("NetStream.Publish.Start").info().get("priority"));
            weak.awaitStatus("NetStream.Publish.BadName");
        }
        try (var strong = connected("released", "mike;pri=5");
                var weak = connected("released", "anna")) {
            weak.publish("s?priority=0");
            strong.call("releaseStream", "s");
            weak.awaitStatus("NetStream.Publish.BadName");
        }
    }

    @Test
    void thePubPropertyLimitsPublishes() throws Exception {
        try (var client = connected("pub", "mike;pub=1")) {
            var first = client.publish("one");
            assertEquals(
                    "NetStream.Publish.BadName", publishAnswer(client, "two").code());
            client.command(first, "closeStream");
            client.publish("two");
        }
        try (var client = connected("pub", "mike;pub=0")) {
            assertEquals(
                    "NetStream.Publish.BadName", publishAnswer(client, "one").code());
        }
        try (var client = connected("unlimited", "mike;pub=-1")) {
            client.publish("one");
            client.publish("two");
        }
    }

    @Test
    void anExclusiveUserClosesTheOlderConnection() throws Exception {
        try (var older = connected("xcl", "mike;xcl");
                var elsewhere = connected("xcl2", "mike;xcl");
                var other = connected("xcl", "anna;xcl")) {
            older.publish("s");
            try (var newer = connected("xcl", "mike;xcl")) {
                older.awaitClosed();
                newer.publish("s");
                elsewhere.fence();
                other.fence();
            }
        }
    }

    @Test
    void outsideItsTimeAUserIsClosed() throws Exception {
        var now = Instant.now().getEpochSecond();
        var outside = List.of(
                "mike;nbf=" + (now + 1000), "mike;use_by=" + (now - 1000), "mike;exp=" + (now - 1), "mike;exi=0");
        for (var user : outside) {
            try (var client = open()) {
                client.sendConnect(client.connectObject("time"), user, TestMedia.token(KEY, user + "@time"));
                client.awaitClosed();
                server.await("close", client);
            }
        }
        var inside = "mike;nbf=" + (now - 1000) + ";use_by=" + (now + 1000) + ";exp=" + (now + 1000) + ";exi=1000";
        try (var client = connected("time", inside)) {
            client.fence();
        }
        try (var client = connected("time", "mike;nbf=-inf;exp=inf;use_by=inf;exi=inf")) {
            client.fence();
        }
    }

    @Test
    void refusesAUserWhoseLimitsAreNoNumbers() throws Exception {
        for (var limit : List.of("nbf=never", "exp=1,000", "use_by=2020-01-01", "exi=", "pub=many")) {
            var user = "mike;" + limit;
            try (var client = open()) {
                var answer = client.connect(client.connectObject("app"), user, TestMedia.token(KEY, user + "@app"));
                assertEquals("NetConnection.Connect.Rejected", answer.code(), limit);
                client.awaitClosed();
            }
        }
    }

    @Test
    void aUserWhoseTimeEndsIsDisconnected() throws Exception {
        try (var client = connected("expires", "mike;exi=1")) {
            client.awaitClosed();
            var connected = server.await("connect", client);
            var closed = server.await("close", client);
            assertTrue(seconds(connected, closed) >= 0.9, closed::line);
        }
        var soon = Instant.now().getEpochSecond() + 5;
        try (var client = connected("expires", "mike;exp=" + soon)) {
            client.awaitClosed();
            var closed = server.await("close", client);
            assertTrue(closed.number("@timestamp") >= soon - 0.1, closed::line);
        }
    }

    private static double seconds(LoggedEvent from, LoggedEvent to) {
        return to.number("@timestamp") - from.number("@timestamp");
    }

    private static RtmpClient open() throws Exception {
        return RtmpClient.to(server.port()).open();
    }

    private static RtmpClient connected(String app, String user) throws Exception {
        var client = open();
        client.connectTo(app, user, TestMedia.token(KEY, user + "@" + app));
        return client;
    }

    private static AmfCommand publishAnswer(RtmpClient client, String name) throws Exception {
        var streamId = client.createStream();
        client.command(streamId, "publish", name, "live");
        return client.await("answer to publish", m -> m.streamId() == streamId && m.isCommand("onStatus"))
                .command();
    }
}
