package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.AmfEcmaArray;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfStrictArray;
import org.tcserver.amf.AmfValue;

class SessionConnectTest {
    private static final String SUCCESS = "0: _result 1 null NetConnection.Connect.Success";
    private static final String REJECTED = "0: _error 1 null NetConnection.Connect.Rejected";

    private final TestServer server = new TestServer(TestServer.OPEN);

    @AfterEach
    void stop() {
        server.close();
    }

    private static AmfObject app(String app) {
        return AmfObject.builder().member("app", app).build();
    }

    private static AmfObject tcUrl(String tcUrl) {
        return AmfObject.builder().member("tcUrl", tcUrl).build();
    }

    private void assertViolates(String reason, TestClient client, AmfValue... values) {
        var error = assertThrows(ProtocolException.class, () -> client.command(0, List.of(values)));
        assertEquals(reason, error.getMessage());
    }

    @Test
    void succeeds() throws IOException {
        var client = server.open();
        client.connect("live");
        assertEquals(48, client.connectionId().length());
        client.assertHeardCodes(SUCCESS);
        assertFalse(client.connection.isClosed());
        assertEquals(1, server.changes);
        assertEquals(List.of("create-app", "connect"), server.eventTypes());
    }

    @Test
    void connectionIdsDiffer() throws IOException {
        var one = server.open();
        var two = server.open();
        one.connect("live");
        two.connect("live");
        assertFalse(one.connectionId().equals(two.connectionId()));
    }

    @Test
    void connectionIdIsThePeerIdUnlessSeveralMayShareIt() throws IOException {
        var client = server.open(FakeConnection.rtmfp());
        client.connect("live");
        assertEquals(client.connection.peerId.toHex(), client.connectionId());
        try (var shared = new TestServer(new SessionSettings(List.of(), null, null, true))) {
            var other = shared.open(FakeConnection.rtmfp());
            other.connect("live");
            assertEquals(48, other.connectionId().length());
        }
    }

    @Test
    void resultWithoutOptionalMembers() throws IOException {
        var client = server.open(FakeConnection.rtmfp());
        client.connect("live");
        client.assertHeard("0: _result 1 null {level=status, code=NetConnection.Connect.Success,"
                + " description=you connected!, connectionID=" + client.connection.peerId.toHex()
                + ", objectEncoding=0, capsEx=0, audioFourCcInfoMap={*=4}, videoFourCcInfoMap={*=4}}");
    }

    @Test
    void objectEncodingIsEchoed() throws IOException {
        var client = server.open();
        client.connect(AmfObject.builder()
                .member("app", "live")
                .member("objectEncoding", 3)
                .build());
        assertTrue(client.heard().getFirst().contains("objectEncoding=3,"));
    }

    @Test
    void fourCcListOnlyForWhoSentOne() throws IOException {
        var client = server.open();
        client.connect(AmfObject.builder()
                .member("app", "live")
                .member("fourCcList", AmfStrictArray.of(AmfValue.of("av01")))
                .build());
        assertTrue(client.heard().getFirst().contains("fourCcList"));
        var camera = server.open();
        camera.connect("live");
        assertFalse(camera.heard().getFirst().contains("fourCcList"));
    }

    @Test
    void transactionIdIsEchoedWhateverItIs() throws IOException {
        var client = server.open();
        client.command(0, List.of(AmfValue.of("connect"), AmfValue.of(0), app("live")));
        client.assertHeardCodes("0: _result 0 null NetConnection.Connect.Success");
    }

    @Test
    void commandObjectMayBeAnEcmaArrayOrTyped() throws IOException {
        var client = server.open();
        client.connect(new AmfEcmaArray(app("live").members()));
        client.assertHeardCodes(SUCCESS);
        var typed = server.open();
        typed.connect(new AmfObject("flash.Connect", app("live").members()));
        typed.assertHeardCodes(SUCCESS);
    }

    @ParameterizedTest
    @CsvSource({
        "live, live",
        "'', ''",
        "live?token=x, live",
        "live%2F12345, live/12345",
        "live%3Fx?y, live?x",
        "live%, live%",
        "live%41%zz, live%41%zz",
        "live%41%00, live%41%00",
        "live%ff, live%ff",
        "/live, live",
        "live/, live",
        "//live//, live",
        "live//12345/, live//12345",
        "live/?token=x, live",
        "%2Flive%2F, live",
        "/live%/, live%",
        "/, ''",
        "///, ''"
    })
    void nameOfTheApp(String sent, String name) throws IOException {
        server.open().connect(sent);
        assertEquals(name, server.hub.clients().iterator().next().appName());
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://localhost/live/12345, live/12345",
        "rtmp://localhost/live%20x?a=b, live x",
        "rtmp://localhost, ''",
        "rtmp://localhost/, ''",
        "rtmp://localhost/live/, live",
        "rtmp://localhost//live/?a=b, live",
    })
    void nameOfTheAppFromTcUrl(String url, String name) throws IOException {
        server.open().connect(tcUrl(url));
        assertEquals(name, server.hub.clients().iterator().next().appName());
    }

    @Test
    void spellingsOfOneAppMeet() throws IOException {
        var publisher = server.open();
        publisher.connect("live/");
        publisher.createStream();
        publisher.publish(1, "foo");
        var player = server.open();
        player.connect("/live");
        player.createStream();
        player.play(1, "foo");
        assertTrue(player.heardCodes().contains("1: onStatus 0 null NetStream.Play.PublishNotify"));
        assertEquals(1, server.hub.stats().apps());
        assertEquals(1, server.events("create-app").size());
    }

    @Test
    void appComesBeforeTcUrl() throws IOException {
        server.open()
                .connect(AmfObject.builder()
                        .member("tcUrl", "rtmp://localhost/other")
                        .member("app", "live")
                        .build());
        assertEquals("live", server.hub.clients().iterator().next().appName());
    }

    @ParameterizedTest
    @CsvSource({
        "delaycc=5, 5000",
        "delaycc=0.25, 250",
        "delaycc=0, 0",
        "delaycc=1000, 120000",
        "a=b;delaycc=1;delaycc=2, 2000",
        "delay%63c=3, 3000"
    })
    void extraDelay(String query, long millis) throws IOException {
        var client = server.open();
        client.connect(tcUrl("rtmp://localhost/live?" + query));
        assertEquals(Duration.ofMillis(millis), client.connection.extraDelay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?delaycc", "?delaycc=-1", "?delaycc=soon", "?other=1"})
    void noExtraDelay(String query) throws IOException {
        var client = server.open();
        client.connect(tcUrl("rtmp://localhost/live" + query));
        assertNull(client.connection.extraDelay);
    }

    @Test
    void violations() throws IOException {
        assertViolates("invalid-command-format", server.open(), AmfValue.of("connect"));
        assertViolates("invalid-command-format", server.open(), AmfValue.of(1), AmfValue.of(1), app("live"));
        assertViolates("invalid-command-format", server.open(), AmfValue.of("connect"), AmfValue.NULL, app("live"));
        assertViolates("connect-missing-arg", server.open(), AmfValue.of("connect"), AmfValue.of(1));
        assertViolates(
                "connect-missing-command-object", server.open(), AmfValue.of("connect"), AmfValue.of(1), AmfValue.NULL);
        assertViolates("command-before-connect", server.open(), AmfValue.of("createStream"), AmfValue.of(1));
        var connected = server.open();
        connected.connect("live");
        assertViolates("connect-after-connect", connected, AmfValue.of("connect"), AmfValue.of(1), app("live"));
    }

    @Test
    void neitherAppNorTcUrl() {
        var client = server.open();
        assertViolates(
                "connect-missing-app-and-tcUrl",
                client,
                AmfValue.of("connect"),
                AmfValue.of(1),
                AmfObject.builder().member("app", 5).build());
        client.assertHeardCodes(REJECTED);
    }

    @Test
    void afterAViolationNothingCounts() throws IOException {
        var client = server.open();
        client.handler.failed(new ProtocolException("command-before-connect"));
        client.connect("live");
        client.assertHeard();
        assertEquals(
                List.of("{\"@type\":\"error\",\"address\":\"192.0.2.1:4711\",\"connectionID\":\"X\","
                        + "\"proto\":\"rtmp\",\"reason\":\"command-before-connect\"}"),
                server.events().stream()
                        .map(line -> line.replaceAll("[0-9a-f]{48}", "X"))
                        .toList());
    }

    @Test
    void streamCommandsAndMediaBeforeConnect() throws IOException {
        var client = server.open();
        client.message(1, 9, "17 00");
        client.message(0, 18, "02 0001 'a'");
        assertThrows(ProtocolException.class, () -> client.play(1, "foo"));
    }

    @Test
    void eventTellsTheUrlWithoutSecrets() throws IOException {
        server.open()
                .connect(
                        AmfObject.builder()
                                .member("app", "live")
                                .member("tcUrl", "rtmp://mike:secret@localhost/live?token=secret&x=1")
                                .build(),
                        AmfValue.of("mike"),
                        AmfValue.of("secret"));
        var event = server.events("connect").getFirst();
        assertTrue(event.contains("\"tcUrl\":\"rtmp://***@localhost/live?token=***&x=1\""), event);
        assertFalse(event.contains("connectArg"), event);
    }

    @Test
    void withoutKeysArgumentsAreIgnored() throws IOException {
        var client = server.open();
        client.connect(app("live"), AmfValue.of("name=mike;exp=1;pub=0"), AmfValue.of("whatever"));
        client.assertHeardCodes(SUCCESS);
        client.createStream();
        client.publish(1, "foo");
        client.assertHeardCodes("1: onStatus 0 null NetStream.Publish.Start");
        assertEquals(
                List.of(),
                server.events().stream().filter(line -> line.contains("mike")).toList());
    }

    @Test
    void whoDoesNotConnectIsDisconnected() throws Exception {
        try (var hasty = new TestServer(
                new SessionSettings(List.of(), null, null, false, Duration.ofMillis(5), MessageLimits.NONE))) {
            var client = hasty.open();
            var task = client.connection.tasks.poll(10, TimeUnit.SECONDS);
            assertNotNull(task);
            task.run();
            assertTrue(client.connection.isClosed());
            assertTrue(hasty.events("error").getFirst().contains("\"reason\":\"connect-timeout\""));
        }
    }

    @Test
    void serverThatStopsTellsWhoConnectsLater() throws IOException {
        var early = server.open();
        early.connect("live");
        early.heard();
        server.hub.announceShutdown();
        early.assertHeard("0: onStatus 0 null {level=status, code=NetConnection.Shutdown.Notify,"
                + " description=server is shutting down, please clean up}");
        var late = server.open();
        late.connect("live");
        late.assertHeardCodes(SUCCESS, "0: onStatus 0 null NetConnection.Shutdown.Notify");
    }

    @Test
    void namesThatEveryEventWouldRepeatAreLimited() throws IOException {
        var client = server.open();
        client.connect("a".repeat(4097));
        client.assertHeardCodes(REJECTED);
        assertTrue(server.events("connect-reject").getFirst().contains("app-too-long"));
    }
}
