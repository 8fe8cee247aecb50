package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Tests tokens over RTMFP, plain and hashed with the session's nonces. */
class RtmfpAuthenticationIT {
    private static final String KEY = "supersecret";
    private static final String APP = "live/12345";
    private static final String APP_TOKEN = "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786";
    private static final String USER = "67890;name=mike;pri=5;exp=1832700000";
    private static final String USER_TOKEN = "5f9f4c0692998b02c15d7a8a1d80ca530db1b1e93fa69cb8bb1c765b32f3bab6";

    private static final List<String> SECRETS = new ArrayList<>(List.of(KEY, APP_TOKEN, USER_TOKEN));

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmfp("-k", KEY);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        var log = server.events().toString() + server.stderr();
        SECRETS.forEach(secret -> assertFalse(log.contains(secret), () -> secret + " is in the log"));
    }

    private static RtmfpClient open() throws Exception {
        return RtmfpClient.to(server.rtmfpPort()).open();
    }

    /** Returns the token hashed with this session's nonce. */
    private static String hashed(String token, RtmfpClient client) {
        var hashed = TestMedia.token(client.session().farNonce(), token);
        SECRETS.add(hashed);
        return hashed;
    }

    @Test
    void thePlainTokenLetsIn() throws Exception {
        try (var client = open()) {
            var answer = client.connectTo(APP, APP_TOKEN);
            assertEquals(TestMedia.token(client.session().nearNonce(), APP_TOKEN), answer.info("authToken"));
        }
    }

    @Test
    void theHashedTokenLetsInAndTheServerProvesThatItKnowsThePlainOne() throws Exception {
        try (var client = open()) {
            var answer = client.connectTo(APP, hashed(APP_TOKEN, client));
            assertEquals(TestMedia.token(client.session().nearNonce(), APP_TOKEN), answer.info("authToken"));
            assertNotEquals(client.session().nearNonce(), client.session().farNonce());
        }
    }

    @Test
    void theHashedTokenOfAUserLetsIn() throws Exception {
        try (var client = open()) {
            var answer = client.connectTo(APP, USER, hashed(USER_TOKEN, client));
            assertEquals(TestMedia.token(client.session().nearNonce(), USER_TOKEN), answer.info("authToken"));
            client.publish("BigBuckBunny?priority=3");
            assertEquals("mike", server.await("publish", client).text("username"));
        }
    }

    /** An eavesdropper cannot reuse a token that is hashed with the nonce of another session. */
    @Test
    void aTokenHashedForAnotherSessionIsRefused() throws Exception {
        try (var one = open();
                var other = open()) {
            assertRejected(other, hashed(APP_TOKEN, one));
            one.connectTo(APP, hashed(APP_TOKEN, one));
        }
    }

    @Test
    void aTokenHashedWithTheClientsOwnNonceIsRefused() throws Exception {
        try (var client = open()) {
            assertRejected(client, TestMedia.token(client.session().nearNonce(), APP_TOKEN));
        }
    }

    @Test
    void withoutTheTokenNobodyGetsIn() throws Exception {
        for (var arguments : List.of(List.of(), List.of(""), List.of(USER, APP_TOKEN), List.of("mike", USER_TOKEN))) {
            try (var client = open()) {
                assertRejected(client, arguments.toArray());
            }
        }
        try (var client = open()) {
            assertRejected(client, hashed(TestMedia.token("another key", APP), client));
        }
    }

    private static void assertRejected(RtmfpClient client, Object... arguments) throws Exception {
        var answer = client.connect(client.connectObject(APP), arguments);
        assertEquals("_error", answer.name());
        assertEquals("NetConnection.Connect.Rejected", answer.code());
        client.awaitClosed();
        assertEquals("bad-auth", server.await("connect-reject", client).text("reason"));
        client.session().awaitClosed();
    }
}
