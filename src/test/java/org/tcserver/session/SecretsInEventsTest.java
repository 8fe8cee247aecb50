package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.ServerEvent;

/** No secret, wherever a client puts it, is in an event. */
class SecretsInEventsTest {
    private static final int CLIENTS = 300;
    private static final String APPS_TOKEN = AuthToken.of(TestServer.KEY, "live");
    private static final String USER = "name=mike;pri=5";

    private final Random random = new Random();
    private String secret = "";

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_129})
    void noEventHasASecret(long seed) throws IOException {
        random.setSeed(seed);
        try (var locked = new TestServer(TestServer.LOCKED);
                var open = new TestServer(TestServer.OPEN)) {
            for (int i = 0; i < CLIENTS; i++) {
                secret = "S3CRET" + Long.toHexString(random.nextLong());
                use(connect(locked.open()), locked);
                use(connect(open.open()), open);
            }
            for (var server : List.of(locked, open)) {
                var types = server.eventTypes();
                assertTrue(
                        types.containsAll(List.of("connect", "publish", "play", "close", "clients")), types::toString);
                var log = server.out.toString(UTF_8).toUpperCase(Locale.ROOT);
                assertFalse(log.contains("S3CRET"), () -> "seed " + seed + ": " + around(log));
                assertFalse(log.contains(APPS_TOKEN.toUpperCase(Locale.ROOT)), "seed " + seed);
            }
        }
    }

    private static String around(String log) {
        int at = log.indexOf("S3CRET");
        return log.substring(Math.max(0, at - 300), Math.min(log.length(), at + 100));
    }

    private TestClient connect(TestClient client) throws IOException {
        var object = AmfObject.builder()
                .member("app", "live" + query())
                .member("tcUrl", tcUrl())
                .member("flashVer", secret)
                .build();
        switch (random.nextInt(6)) {
            case 0 -> client.connect(object);
            case 1 -> client.connect(object, AmfValue.of(secret));
            case 2 -> client.connect(object, AmfValue.of("mike;" + parameter()), AmfValue.of(secret));
            case 3 ->
                client.connect(object, AmfValue.of(USER), AmfValue.of(AuthToken.of(TestServer.KEY, USER + "@live")));
            case 4 -> {
                var user = USER + ";" + parameter();
                client.connect(object, AmfValue.of(user), AmfValue.of(AuthToken.of(TestServer.KEY, user + "@live")));
            }
            default ->
                client.connect(AmfObject.builder()
                        .member("app", "live?token=" + APPS_TOKEN)
                        .member("tcUrl", tcUrl())
                        .build());
        }
        return client;
    }

    private void use(TestClient client, TestServer server) throws IOException {
        try {
            client.command(0, "createStream", 2);
            client.command(0, "releaseStream", 3, name());
            client.command(0, "FCPublish", 4, name());
            client.command(0, "watch", 5, name());
            client.command(0, "relay", 6, name(), name());
            client.command(0, "setPeerInfo", 7, name());
            client.command(1, "publish", 0, name(), AmfValue.of("live"));
            client.command(1, "publish", 0, AmfValue.of("sha256:" + query()), AmfValue.of("live"));
            client.command(1, "play", 0, name());
            client.command(1, "pause", 0, AmfValue.of(true), AmfValue.of(0));
            server.log.log(new ServerEvent.Clients(server.sessions.dump()));
            client.command(0, parameter(), 8, name());
            client.command(9, "publish", 0, name());
        } catch (ProtocolException e) {
            client.handler.failed(e);
        }
        client.handler.closed();
    }

    private AmfValue name() {
        return AmfValue.of("cam" + query());
    }

    private String tcUrl() {
        return encoded("rtmp://" + (random.nextBoolean() ? "mike:" + secret + "@" : secret + "@") + "host/live", ":/@")
                + query();
    }

    private String query() {
        return pick("?", "?a=1&", "?a;", "&", ";", "#", "%3F", "%253f", "%25253F", "?a?", "%3Fa%3D1%26") + parameter();
    }

    private String parameter() {
        var name = pick("token", "Token", "PASSWORD", "pass", "auth", "response", "access_token");
        var rest = pick("", "&a=1", ";b=2", "?asis=1", "%26c%3D3", "/more");
        return encoded(name, name) + pick("=", "%3D", "%253D", " =", "= ") + secret + rest;
    }

    /** {@code text} with some of the characters {@code which} as escapes, once or twice. */
    private String encoded(String text, String which) {
        int odds = 1 + random.nextInt(4);
        var encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (which.indexOf(c) >= 0 && random.nextInt(odds) > 0) {
                encoded.append(pick("%", "%25")).append("%02x".formatted((int) c));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
