package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmfpPeer;
import org.tcserver.testing.RtmfpPeerSettings;
import org.tcserver.testing.ServerProcess;

/** Tests graceful and immediate shutdown over RTMFP. */
class RtmfpShutdownIT {
    private static final String NOTIFY = "NetConnection.Shutdown.Notify";
    /** Limit for an immediate shutdown on a busy machine. A graceful shutdown waits for minutes by default. */
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void sigtermTellsTheClientsAndWaitsForTheLast() throws Exception {
        try (var server = ServerProcess.startRtmfp();
                var client = RtmfpClient.connected(server.rtmfpPort(), "live");
                var late = new RtmfpPeer(RtmfpPeerSettings.usual())) {
            server.signal("TERM");
            assertEquals("status", client.awaitStatus(NOTIFY).info("level"));
            var opening = late.begin(
                    EndpointDiscriminator.ofFingerprint(server.fingerprint()),
                    RtmfpClient.to(server.rtmfpPort()).server());
            assertThrows(TimeoutException.class, () -> opening.get(500, TimeUnit.MILLISECONDS));
            client.publish("s");
            assertTrue(server.isAlive());
            client.session().close();
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            assertEquals("end", server.events().getLast().type());
            assertEquals("", server.stderr());
        }
    }

    @Test
    void withCNewClientsAreAcceptedAndTold() throws Exception {
        try (var server = ServerProcess.startRtmfp("-c");
                var first = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            server.signal("TERM");
            first.awaitStatus(NOTIFY);
            try (var late = RtmfpClient.connected(server.rtmfpPort(), "live")) {
                late.awaitStatus(NOTIFY);
                first.session().close();
                late.fence();
            }
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
        }
    }

    /** The server notifies clients, which need not wait for a timeout. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theEndAtOnceClosesSessions(String signal) throws Exception {
        try (var server = ServerProcess.startRtmfp();
                var client = RtmfpClient.connected(server.rtmfpPort(), "live");
                var idle = RtmfpClient.to(server.rtmfpPort()).open()) {
            client.publish("s");
            if (signal.equals("TERM")) {
                server.signal(signal);
                client.awaitStatus(NOTIFY);
            }
            server.signal(signal);
            client.session().awaitClosed();
            idle.session().awaitClosed();
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            assertTrue(server.hasClosedItsClients(), "clients are closed in good order");
            assertEquals("", server.stderr());
        }
    }

    @Test
    void theDeadlineEndsWhoStays() throws Exception {
        try (var server = ServerProcess.startRtmfp("-t", "1");
                var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            server.signal("TERM");
            client.session().awaitClosed();
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
        }
    }
}
