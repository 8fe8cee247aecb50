package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.wire.Bytes;

/** Connecting to a server that asks for tokens, and what a user name asks for. */
class SessionAuthenticationTest {
    private static final String SUCCESS = "0: _result 1 null NetConnection.Connect.Success";
    private static final String REJECTED = "0: _error 1 null NetConnection.Connect.Rejected";

    private final TestServer server = new TestServer(TestServer.LOCKED);

    @AfterEach
    void stop() {
        server.close();
    }

    private static AmfObject app(String app) {
        return AmfObject.builder().member("app", app).build();
    }

    /** A client that tries to connect to the App {@code live} as {@code userName}, with the right token. */
    private TestClient connectAs(String userName) throws IOException {
        var client = server.open();
        var token = AuthToken.of(TestServer.KEY, userName + "@live");
        client.connect(app("live"), AmfValue.of(userName), AmfValue.of(token));
        return client;
    }

    @Test
    void appWideToken() throws IOException {
        var client = server.open();
        client.connect(app("live"), AmfValue.of(AuthToken.of(TestServer.KEY, "live")));
        client.assertHeardCodes(SUCCESS);
    }

    @Test
    void tokensAreOverTheDecodedAppAndTheUserNameAsSent() throws IOException {
        var client = server.open();
        var token = AuthToken.of(TestServer.KEY, "name=m%69ke@live/x");
        client.connect(app("live%2Fx?query"), AmfValue.of("name=m%69ke"), AmfValue.of(token));
        client.assertHeardCodes(SUCCESS);
        var event = server.events("connect").getFirst();
        assertTrue(event.contains("\"connectArg\":\"name=m%69ke\""), event);
        assertTrue(event.contains("\"username\":\"mike\""), event);
        assertFalse(event.contains(token), event);
    }

    /** As OBS sends it whose user typed a slash. */
    @ParameterizedTest
    @CsvSource({"live/, live", "live/, live/", "/live, live", "%2Flive, /live", "live/?token=%s, live/"})
    void tokensAreOverTheAppAsSentAndAsItIs(String app, String subject) throws IOException {
        var token = AuthToken.of(TestServer.KEY, subject);
        var client = server.open();
        if (app.endsWith("=%s")) {
            client.connect(String.format(Locale.ROOT, app, token));
        } else {
            client.connect(app(app), AmfValue.of(token));
        }
        client.assertHeardCodes(SUCCESS);
        assertEquals("live", server.hub.clients().iterator().next().appName());
    }

    @Test
    void badAuth() throws IOException {
        var none = server.open();
        none.connect("live");
        none.assertHeardCodes(REJECTED);
        assertTrue(none.connection.isClosed());
        var wrong = server.open();
        wrong.connect(app("live?token=abc"), AmfValue.of("mike"), AmfValue.of("wrong"));
        wrong.assertHeard("0: _error 1 null {level=error, code=NetConnection.Connect.Rejected,"
                + " description=authentication required}");
        wrong.assertIgnored();
        assertEquals(0, server.hub.stats().clients());
        var event = server.events("connect-reject").getLast();
        assertTrue(event.contains("\"reason\":\"bad-auth\",\"requestedApp\":\"live?token=***\""), event);
        assertFalse(event.contains("wrong"), event);
        assertFalse(event.contains("\"app\""), event);
    }

    private static AmfObject program(String app, String type, String flashVer) {
        return AmfObject.builder()
                .member("app", app)
                .member("type", type)
                .member("flashVer", flashVer)
                .build();
    }

    /** As FFmpeg, GStreamer and librtmp connect, whether they have a user name and a password or not. */
    @ParameterizedTest
    @CsvSource({
        ", 'LNX 9,0,124,2'",
        "nonprivate, FMLE/3.0 (compatible; Lavf59.27.100)",
        ", 'LNX 10,0,32,18'",
        "nonprivate, 'LNX 10,0,32,18'",
        "nonprivate,",
        ", FMLE/3.0 (compatible; FMSc/1.0)"
    })
    void offersTheLoginToProgramsThatKnowIt(String type, String flashVer) throws IOException {
        var client = server.open();
        client.connect(program("live", type, flashVer));
        client.assertHeard("0: _error 1 null {level=error, code=NetConnection.Connect.Rejected, description="
                + AdobeAuth.OFFER + "}");
    }

    @ParameterizedTest
    @CsvSource({",", ", 'WIN 32,0,0,465'", ", 'MAC 10,0,32,18'", ", rtmp-client"})
    void tellsOtherProgramsThatTheyMustAuthenticate(String type, String flashVer) throws IOException {
        var client = server.open();
        client.connect(program("live", type, flashVer));
        client.assertHeard("0: _error 1 null {level=error, code=NetConnection.Connect.Rejected,"
                + " description=authentication required}");
    }

    @Test
    void newKeysCountForLaterClients() throws IOException {
        var before = connectAs("mike");
        before.assertHeardCodes(SUCCESS);
        var fresh = Bytes.ofUtf8("fresh");
        server.sessions.masterKeys(List.of(fresh));
        connectAs("mike").assertHeardCodes(REJECTED);
        var after = server.open();
        after.connect(app("live"), AmfValue.of(AuthToken.of(fresh, "live")));
        after.assertHeardCodes(SUCCESS);
        assertFalse(before.connection.isClosed());
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
        assertTrue(server.events("connect-reject").getFirst().contains("\"reason\":\"" + reason + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exi=0.02", "exp=1700000000.02", "exp=1832700000;exi=0.02"})
    void disconnectedInTime(String userName) throws Exception {
        var client = connectAs(userName);
        client.assertHeardCodes(SUCCESS);
        assertTrue(client.connection.closed.await(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp=1e300", "exi=1e18", "exi=inf", "use_by=inf"})
    void staysForEver(String userName) throws IOException {
        connectAs(userName).assertHeardCodes(SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use_by=2020-01-01", "exp=1,000", "exp=never", "nbf=soon", "exi", "pub=many"})
    void refusesLimitsThatAreNoNumbers(String userName) throws IOException {
        var client = connectAs(userName);
        var name = userName.replaceAll("=.*", "");
        client.assertHeard("0: _error 1 null {level=error, code=NetConnection.Connect.Rejected,"
                + " description=the user property " + name + " is not a number}");
        assertTrue(client.connection.isClosed());
        assertTrue(server.events("connect-reject").getFirst().contains("\"reason\":\"unreadable-property\""));
    }

    /** The token of "mike" in "live" would open the App "mike@live", and its limits would be forgotten there. */
    @ParameterizedTest
    @ValueSource(strings = {"exp=1@live", "exp%3D1%40live", "exp=1%40live?x"})
    void refusesUserTokenAsTokenOfAnApp(String app) throws IOException {
        var client = server.open();
        client.connect(app(app), AmfValue.of(AuthToken.of(TestServer.KEY, "exp=1@live")));
        client.assertHeardCodes(REJECTED);
        assertTrue(client.connection.isClosed());
        assertTrue(server.events("connect-reject").getFirst().contains("\"reason\":\"app-with-at-sign\""));
    }

    @Test
    void acceptsAtSignInAppWithoutKeys() throws IOException {
        try (var open = new TestServer(TestServer.OPEN)) {
            var client = open.open();
            client.connect("mike@live");
            client.assertHeardCodes(SUCCESS);
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
        assertEquals(2, server.hub.stats().clients());
        assertFalse(young.connection.isClosed());
    }

    @Test
    void authTokenOnlyWhereThereIsANonce() throws IOException {
        var plain = server.open();
        plain.connect(app("live"), AmfValue.of(AuthToken.of(TestServer.KEY, "live")));
        assertFalse(plain.heard().getFirst().contains("authToken"));
        var rtmfp = server.open(FakeConnection.rtmfp());
        rtmfp.connect(
                app("live/12345"), AmfValue.of("df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786"));
        assertTrue(rtmfp.heard()
                .getFirst()
                .contains("authToken=bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c"));
    }
}
