package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.hub.ClientIdentity;
import org.tcserver.hub.Publication;
import org.tcserver.hub.PublishResult;
import org.tcserver.hub.StreamName;
import org.tcserver.tc.Commands;

class PublicationLogTest {
    private final TestServer server = new TestServer(TestServer.OPEN);
    private final FakeConnection connection = new FakeConnection();
    private final SessionServices services =
            new SessionServices(server.hub, server.log, server.clock, server.timers, server.refusals);
    private final PublicationLog events = new PublicationLog(new Profile("01", connection, services));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theEndIsToldOnce() throws Exception {
        events.begun(publication());
        events.ended();
        events.ended();
        assertEquals(List.of("publish", "unpublish"), told());
    }

    /** Another client may take the stream before the publishing thread logs the beginning. */
    @Test
    void anEndThatCameFirstIsToldAfterTheBeginning() throws Exception {
        events.ended();
        events.begun(publication());
        events.ended();
        assertEquals(List.of("publish", "unpublish"), told());
    }

    private Publication publication() throws Exception {
        var identity = new ClientIdentity("01", "live", "", null, 0);
        var client = server.hub.join(identity, connection, Commands.onDisconnected("02"));
        var result = client.publish(StreamName.parse("foo"), connection.outlet(1), reason -> {});
        return assertInstanceOf(PublishResult.Granted.class, result).publication();
    }

    private List<String> told() {
        return server.eventTypes().stream()
                .filter(type -> type.endsWith("publish"))
                .toList();
    }
}
