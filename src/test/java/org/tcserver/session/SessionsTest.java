package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.ServerEvent;
import org.tcserver.wire.Bytes;

class SessionsTest {
    private final TestServer server = new TestServer(TestServer.OPEN);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void clientClosesInOrder() throws Exception {
        var one = server.connected("live");
        var id = server.hub.clients().iterator().next().connectionId();
        one.createStream();
        one.createStream();
        one.publish(1, "foo");
        one.play(2, "bar");
        var two = server.connected("other");
        two.command(0, "watch", 0, AmfValue.of(id));
        one.handler.closed();
        two.assertHeard("0: onDisconnected 0 null " + id);
        assertEquals(
                List.of("closing", "unpublish", "unplay", "destroy-app", "close"),
                server.eventTypes()
                        .subList(
                                server.eventTypes().indexOf("closing"),
                                server.eventTypes().size()));
        var close = server.events("close").getFirst();
        assertTrue(close.contains("\"app\":\"live\""), close);
        assertTrue(close.contains("\"broadcasts\":0"), close);
        assertTrue(close.contains("\"plays\":1"), close);
        assertTrue(close.contains("\"publishes\":1"), close);
    }

    @Test
    void clientThatNeverConnectedClosesToo() {
        var client = server.open();
        client.handler.closed();
        assertEquals(List.of("closing", "close"), server.eventTypes());
        assertEquals(0, server.sessions.count());
        assertEquals(1, server.changes);
    }

    @Test
    void errorsAreLoggedBeforeTheEnd() throws Exception {
        var client = server.connected("live");
        client.violate(new IOException());
        assertEquals(List.of("create-app", "connect", "error", "closing", "destroy-app", "close"), server.eventTypes());
        assertTrue(server.events("error").getFirst().contains("\"reason\":\"IOException\""));
    }

    @Test
    void counts() throws Exception {
        var one = server.open();
        server.connected("live");
        assertEquals(2, server.sessions.count());
        assertEquals(1, server.hub.stats().clients());
        one.handler.closed();
        assertEquals(1, server.sessions.count());
        assertEquals(2, server.changes);
    }

    @Test
    void dumps() throws Exception {
        server.open();
        var client = server.connected("live");
        client.createStream();
        client.createStream();
        client.publish(2, "foo");
        server.log.log(new ServerEvent.Clients(server.sessions.dump()));
        var event = server.events("clients").getFirst();
        assertTrue(event.contains("\"streams\":[]"), event);
        assertTrue(event.contains("\"state\":\"idle\",\"streamID\":1"), event);
        assertTrue(event.contains("\"state\":\"publishing\",\"streamID\":2"), event);
    }

    @Test
    void closesAll() throws Exception {
        var one = server.open();
        var two = server.connected("live");
        assertFalse(two.connection.isClosed());
        server.sessions.closeAll();
        assertTrue(one.connection.isClosed());
        assertTrue(two.connection.isClosed());
    }

    @Test
    void settingsDoNotTellKeys() {
        var settings = new SessionSettings(List.of(Bytes.ofUtf8("supersecret")), "info", null, false);
        assertFalse(settings.toString().contains("secret"));
        assertFalse(
                settings.toString().contains(Bytes.ofUtf8("supersecret").toHex().substring(0, 8)));
    }
}
