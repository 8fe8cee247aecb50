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
    private final TestServer locked = new TestServer(TestServer.LOCKED);

    @AfterEach
    void stop() {
        server.close();
        locked.close();
    }

    private static AmfObject app(String app) {
        return AmfObject.builder().member("app", app).build();
    }

    private static AmfObject tcUrl(String tcUrl) {
        return AmfObject.builder().member("tcUrl", tcUrl).build();
    }

    /** A client that tries to connect to the App {@code live} as {@code userName}, with the right token. */
    private TestClient connectAs(String userName) throws IOException {
        var client = locked.open();
        var token = AuthToken.of(TestServer.KEY, userName + "@live");
        client.connect(app("live"), AmfValue.of(userName), AmfValue.of(token));
        return client;
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
        "/live, /live"
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
    })
    void nameOfTheAppFromTcUrl(String url, String name) throws IOException {
        server.open().connect(tcUrl(url));
        assertEquals(name, server.hub.clients().iterator().next().appName());
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
    void appWideToken() throws IOException {
        var client = locked.open();
        client.connect(app("live"), AmfValue.of(AuthToken.of(TestServer.KEY, "live")));
        client.assertHeardCodes(SUCCESS);
    }

    @Test
    void tokensAreOverTheDecodedAppAndTheUserNameAsSent() throws IOException {
        var client = locked.open();
        var token = AuthToken.of(TestServer.KEY, "name=m%69ke@live/x");
        client.connect(app("live%2Fx?query"), AmfValue.of("name=m%69ke"), AmfValue.of(token));
        client.assertHeardCodes(SUCCESS);
        var event = locked.events("connect").getFirst();
        assertTrue(event.contains("\"connectArg\":\"name=m%69ke\""), event);
        assertTrue(event.contains("\"username\":\"mike\""), event);
        assertFalse(event.contains(token), event);
    }

    @Test
    void badAuth() throws IOException {
        var none = locked.open();
        none.connect("live");
        none.assertHeardCodes(REJECTED);
        assertTrue(none.connection.isClosed());
        var wrong = locked.open();
        wrong.connect(app("live?token=abc"), AmfValue.of("mike"), AmfValue.of("wrong"));
        wrong.assertHeard(
                "0: _error 1 null {level=error, code=NetConnection.Connect.Rejected," + " description=auth required}");
        wrong.assertIgnored();
        assertEquals(0, locked.hub.stats().clients());
        var event = locked.events("connect-reject").getLast();
        assertTrue(event.contains("\"reason\":\"bad-auth\",\"requestedApp\":\"live?token=***\""), event);
        assertFalse(event.contains("wrong"), event);
        assertFalse(event.contains("\"app\""), event);
    }

    @ParameterizedTest
    @CsvSource({
        "nbf=1700000001, not-valid-now",
        "use_by=1699999999, not-valid-now",
        "exp=1700000000, expired",
        "exi=0, expired"
    })
    void notNow(String userName, String reason) throws IOException {
        var client = connectAs(userName);
        client.assertHeardCodes(REJECTED);
        assertTrue(client.connection.isClosed());
        assertTrue(locked.events("connect-reject").getFirst().contains("\"reason\":\"" + reason + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exi=0.02", "exp=1700000000.02", "exp=1832700000;exi=0.02"})
    void disconnectedInTime(String userName) throws Exception {
        var client = connectAs(userName);
        client.assertHeardCodes(SUCCESS);
        assertTrue(client.connection.closed.await(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp=1e300", "exi=1e18", "exi=inf", "exp=never"})
    void staysForEver(String userName) throws IOException {
        connectAs(userName).assertHeardCodes(SUCCESS);
    }

    @Test
    void whoDoesNotConnectIsDisconnected() throws Exception {
        try (var hasty = new TestServer(new SessionSettings(List.of(), null, null, false, Duration.ofMillis(5)))) {
            var client = hasty.open();
            var task = client.connection.tasks.poll(10, TimeUnit.SECONDS);
            assertNotNull(task);
            task.run();
            assertTrue(client.connection.isClosed());
            assertTrue(hasty.events("error").getFirst().contains("\"reason\":\"connect-timeout\""));
        }
    }

    @Test
    void namesTooLongToBeRealAreNotHashed() throws IOException {
        connectAs("name=" + "m".repeat(5000)).assertHeardCodes(REJECTED);
    }

    @Test
    void exclusiveUserTakesOver() throws IOException {
        var old = connectAs("mike;xcl");
        var other = connectAs("mike");
        old.createStream();
        old.publish(1, "foo");
        var young = connectAs("mike;xcl");
        assertTrue(old.connection.isClosed());
        assertFalse(other.connection.isClosed());
        assertFalse(young.connection.isClosed());
        young.createStream();
        young.heard();
        young.publish(1, "foo");
        young.assertHeardCodes("1: onStatus 0 null NetStream.Publish.Start");
        old.handler.closed();
        assertEquals(2, locked.hub.stats().clients());
        assertFalse(young.connection.isClosed());
    }

    @Test
    void authTokenOnlyWhereThereIsANonce() throws IOException {
        var plain = locked.open();
        plain.connect(app("live"), AmfValue.of(AuthToken.of(TestServer.KEY, "live")));
        assertFalse(plain.heard().getFirst().contains("authToken"));
        var rtmfp = locked.open(FakeConnection.rtmfp());
        rtmfp.connect(
                app("live/12345"), AmfValue.of("df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786"));
        assertTrue(rtmfp.heard()
                .getFirst()
                .contains("authToken=bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c"));
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
