package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.AmfCommand;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;

/** Tests {@code relay}, {@code broadcast} and {@code watch} over raw sockets. */
class RtmpRelayIT {
    private static final String UNKNOWN = "1f9a5f4769fef5884d321e969b6ef7b64fe8db5f11c12637";
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** A client and its connection ID. */
    private record Peer(RtmpClient client, String id) implements AutoCloseable {
        static Peer in(String app) throws Exception {
            var client = RtmpClient.to(server.port()).open();
            return new Peer(client, client.connectTo(app).info("connectionID"));
        }

        @Override
        public void close() throws IOException {
            client.close();
        }

        AmfCommand awaitCommand(String name) throws Exception {
            return client.await(name, m -> m.isCommand(name)).command();
        }

        /** Requires that the next message is the answer to a call. */
        void assertNothingCame() throws Exception {
            client.command(0, "createStream");
            assertTrue(client.next().isCommand("_result"), "something came before");
        }
    }

    @Test
    void aRelayReachesItsTargetInWhateverApp() throws Exception {
        try (var sender = Peer.in("relayOne");
                var target = Peer.in("relayTwo")) {
            sender.client.command(0, "relay", target.id.toUpperCase(Locale.ROOT), "this is a relay message", 5.0);
            var relayed = target.awaitCommand("onRelay");
            assertEquals(0, relayed.transactionId());
            assertEquals(
                    List.of(Amf0.Nothing.NULL, Map.of("sender", sender.id), "this is a relay message", 5.0),
                    relayed.arguments());
            var event = server.await("relay", sender.client);
            assertEquals("true", event.text("found"));
            assertEquals(target.client.localAddress(), event.text("targetAddress"));
        }
    }

    @Test
    void aRelayToOneselfIsDeliveredToAnUnknownOneDropped() throws Exception {
        try (var sender = Peer.in("self")) {
            sender.client.command(0, "relay", UNKNOWN, "lost");
            sender.client.command(0, "relay", "no connection ID", "lost");
            sender.client.command(0, "relay");
            sender.client.command(0, "relay", sender.id, "found");
            assertEquals("found", sender.client.next().command().arguments().get(2));
            server.await("a relay that found nobody", e -> e.is("relay") && e.has("found", "false"));
        }
    }

    @Test
    void aBroadcastReachesItsAppAlone() throws Exception {
        try (var sender = Peer.in("broadcast");
                var other = Peer.in("broadcast");
                var stranger = Peer.in("elsewhere")) {
            sender.client.command(0, "broadcast", "this is a broadcast", "foo");
            for (var peer : List.of(sender, other)) {
                assertEquals(
                        List.of(Amf0.Nothing.NULL, Map.of("sender", sender.id), "this is a broadcast", "foo"),
                        peer.awaitCommand("onRelay").arguments());
            }
            stranger.assertNothingCame();
            server.await("broadcast", sender.client);
        }
    }

    @Test
    void aWatcherLearnsOfTheEnd() throws Exception {
        try (var watcher = Peer.in("watchOne")) {
            try (var watched = Peer.in("watchTwo")) {
                watcher.client.command(0, "watch", watched.id);
                var event = server.await("watch", watcher.client);
                assertEquals("found", event.text("status"));
                watcher.assertNothingCame();
                assertEquals(watched.client.localAddress(), event.text("targetAddress"));
                watched.client.reset();
                assertEquals(
                        List.of(Amf0.Nothing.NULL, watched.id),
                        watcher.awaitCommand("onDisconnected").arguments());
            }
        }
    }

    @Test
    void watchingTheUnknownOrMalformedIsAnsweredAtOnce() throws Exception {
        try (var watcher = Peer.in("watchNone")) {
            for (var id : List.of(UNKNOWN, "not hex")) {
                watcher.client.command(0, "watch", id);
                assertEquals(
                        id, watcher.awaitCommand("onDisconnected").arguments().get(1));
            }
            server.await("not found", e -> e.is("watch") && e.has("status", "not-found"));
            server.await("malformed", e -> e.is("watch") && e.has("status", "malformed"));
        }
    }

    @Test
    void watchingOneselfDoesNothing() throws Exception {
        try (var watcher = Peer.in("watchSelf")) {
            watcher.client.command(0, "watch", watcher.id);
            watcher.assertNothingCame();
            server.await("self", e -> e.is("watch") && e.has("status", "self"));
        }
    }

    @Test
    void relaysAreCounted() throws Exception {
        RtmpClient sender;
        RtmpClient target;
        try (var first = Peer.in("counted");
                var second = Peer.in("counted")) {
            sender = first.client;
            target = second.client;
            sender.command(0, "relay", second.id, "one");
            sender.command(0, "relay", second.id, "two");
            sender.command(0, "relay", UNKNOWN, "lost");
            second.awaitCommand("onRelay");
            second.awaitCommand("onRelay");
            first.client.fence();
        }
        var sent = server.await("close", sender);
        var received = server.await("close", target);
        assertEquals(2, sent.number("relaysIn"), sent::line);
        assertEquals(2, received.number("relaysOut"), received::line);
    }
}
