package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.event.StreamMembers;
import org.tcserver.event.Totals;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;

/** Clients and Apps: joining, leaving, and reaching one another. */
class ClientsTest {
    /** {@code "this is a relay message", 5.0} in AMF0, followed by bytes that are not AMF0. */
    private static final Bytes ARGUMENTS =
            Bytes.ofHex("0200177468697320697320612072656c6179206d657373616765004014000000000000ee");

    private final HubFixture fixture = new HubFixture();

    private HubFixture.TestClient join(String connectionId, String publisherName, @Nullable String exclusiveUser) {
        return fixture.join(new ClientIdentity(connectionId, "live", publisherName, exclusiveUser, 0));
    }

    private static TcMessage lastControl(HubFixture.TestClient client) {
        return client.control().last().message();
    }

    private static void assertRelayed(HubFixture.TestClient target, String sender, @Nullable String senderName) {
        var message = lastControl(target);
        var arguments = Amf0Arguments.readFirst(4, message.payload());
        assertEquals("onRelay", arguments.string(0));
        assertEquals(0.0, arguments.number(1));
        var header = arguments.object(3);
        assertTrue(header != null && sender.equals(header.string("sender")));
        assertEquals(senderName, header.string("senderName"));
        assertEquals(ARGUMENTS, arguments.encodedFrom(4));
    }

    @Test
    void theWelcomeComesFirst() {
        var client = fixture.join("aa");
        assertEquals(List.of("_result@0"), client.control().take());
        assertEquals(1, client.control().wakeups.get());
    }

    @Test
    void relaysByteForByteAcrossApps() {
        var sender = join("aa", "mike", null);
        var target = fixture.join(new ClientIdentity("bbcc", "other", "", null, 0));
        assertEquals(new Peer("bbcc", "192.0.2.1:1935"), sender.client().relay("BBcc", ARGUMENTS));
        assertRelayed(target, "aa", "mike");
        target.client().relay("aa", ARGUMENTS);
        assertRelayed(sender, "bbcc", null);
        assertEquals(1, sender.client().totals().relays().in());
        assertEquals(1, sender.client().totals().relays().out());
        assertEquals(2, fixture.hub.stats().totals().relays().out());
    }

    @Test
    void relaysToOneselfAndToNobody() {
        var client = fixture.join("aa");
        client.client().relay("aa", ARGUMENTS);
        assertRelayed(client, "aa", null);
        assertNull(client.client().relay("ab", ARGUMENTS));
        assertNull(client.client().relay("", ARGUMENTS));
        assertEquals(1, client.client().totals().relays().in());
    }

    @Test
    void aFloodOfRelaysGetsNobodyClosed() {
        var sender = fixture.join("aa");
        var target = fixture.join("bb");
        target.control().take();
        target.control().hasRoom = false;
        sender.client().relay("bb", ARGUMENTS);
        assertEquals(List.of(), target.control().take());
        assertEquals(new Totals.Relays(0, 0, 1, 0), target.client().totals().relays());
        assertEquals(new Totals.Relays(1, 0, 0, 0), sender.client().totals().relays());
        assertFalse(target.connection().closed);
    }

    @Test
    void broadcastsToAllOfTheAppTheSenderIncluded() {
        var sender = join("aa", "mike", null);
        var neighbour = fixture.join("bb");
        var stranger = fixture.join(new ClientIdentity("cc", "other", "", null, 0));
        sender.client().broadcast(ARGUMENTS);
        assertRelayed(sender, "aa", "mike");
        assertRelayed(neighbour, "aa", "mike");
        assertEquals(List.of("_result@0"), stranger.control().take());
        assertEquals(1, sender.client().totals().broadcasts());
        assertEquals(0, sender.client().totals().relays().in());
        assertEquals(1, neighbour.client().totals().relays().out());
    }

    @Test
    void aWatcherIsToldOnce() {
        var watcher = fixture.join("aa");
        var target = fixture.join("bbcc");
        var found = watcher.client().watch("BBCC");
        assertEquals(new WatchResult(WatchResult.Status.FOUND, new Peer("bbcc", "192.0.2.1:1935")), found);
        watcher.client().watch("bbcc");
        watcher.control().take();
        target.client().leave();
        target.client().leave();
        assertEquals("bbcc", Amf0Arguments.read(lastControl(watcher).payload()).string(3));
        assertEquals(List.of("onDisconnected@0"), watcher.control().take());
        assertEquals(2, watcher.control().wakeups.get());
    }

    @Test
    void watchingNobodyIsAnsweredAtOnceAndOneselfNotAtAll() {
        var watcher = fixture.join("aa");
        watcher.control().take();
        assertEquals(WatchResult.Status.SELF, watcher.client().watch("AA").status());
        assertEquals(List.of(), watcher.control().take());
        assertEquals(WatchResult.Status.NOT_FOUND, watcher.client().watch("Bb").status());
        assertEquals("Bb", Amf0Arguments.read(lastControl(watcher).payload()).string(3));
    }

    @Test
    void aWatcherThatLeftIsForgotten() {
        var watcher = fixture.join("aa");
        var target = fixture.join("bb");
        watcher.client().watch("bb");
        watcher.client().leave();
        watcher.control().take();
        target.client().leave();
        assertEquals(List.of(), watcher.control().take());
    }

    @Test
    void watchesAreLimited() {
        var limited = new HubFixture(new HubLimits(1, 1, 1, 2, 0));
        var watcher = limited.join("aa");
        for (var id : List.of("b0", "b1", "b2")) {
            limited.join(id);
        }
        assertEquals(WatchResult.Status.FOUND, watcher.client().watch("b0").status());
        assertEquals(WatchResult.Status.FOUND, watcher.client().watch("b1").status());
        assertEquals(WatchResult.Status.FOUND, watcher.client().watch("b0").status());
        assertEquals(WatchResult.Status.TOO_MANY, watcher.client().watch("b2").status());
    }

    @Test
    void whoLeftIsNotFound() {
        var client = fixture.join("aa");
        var gone = fixture.join("bb");
        gone.client().leave();
        assertNull(client.client().relay("bb", ARGUMENTS));
        assertEquals(WatchResult.Status.NOT_FOUND, client.client().watch("bb").status());
        gone.control().take();
        client.client().broadcast(ARGUMENTS);
        assertEquals(List.of(), gone.control().take());
        assertFalse(gone.connection().closed);
    }

    @Test
    void leavingEndsStreamsAndTellsWatchersAfterwards() {
        var leaver = fixture.join("aa");
        var other = fixture.join("bb");
        var publication = leaver.publish("foo");
        leaver.play("foo");
        var player = other.play("foo");
        player.take();
        leaver.client().leave();
        assertTrue(publication.isEnded());
        assertEquals(List.of("sync@0", "UnpublishNotify@0", "sync@0"), player.take());
        assertEquals(0, fixture.hub.stats().publishing());
        assertEquals(1, fixture.hub.stats().playing());
        assertEquals(List.of(other.client()), List.copyOf(fixture.hub.clients()));
    }

    @Test
    void anExclusiveUserTakesOver() {
        var old = join("aa", "", "mike;xcl");
        var publication = old.publish("foo");
        var other = join("bb", "", "mo;xcl");
        var elsewhere = fixture.join(new ClientIdentity("cc", "other", "", "mike;xcl", 0));
        var newcomer = join("dd", "", "mike;xcl");
        assertTrue(old.connection().closed);
        assertTrue(old.client().hasLeft());
        assertTrue(publication.isEnded());
        assertFalse(other.connection().closed);
        assertFalse(elsewhere.connection().closed);
        newcomer.publish("foo");
        old.client().leave();
        join("ee", "", "mike;xcl");
        assertTrue(newcomer.connection().closed, "the old one took nothing away when it left again");
    }

    @Test
    void twoConnectionsOfOneIdDoNotRemoveEachOther() {
        var old = fixture.join("aa");
        var newer = fixture.join("aa");
        old.client().leave();
        var other = fixture.join("bb");
        newer.control().take();
        other.client().relay("aa", ARGUMENTS);
        assertEquals(List.of("onRelay@0"), newer.control().take());
    }

    @Test
    void shutdownIsToldOnceToEach() {
        var early = fixture.join("aa");
        fixture.hub.announceShutdown();
        fixture.hub.announceShutdown();
        var late = fixture.join("bb");
        assertEquals(List.of("_result@0", "Notify@0"), early.control().take());
        assertEquals(List.of("_result@0", "Notify@0"), late.control().take());
    }

    @Test
    void closesAll() {
        var one = fixture.join("aa");
        var two = fixture.join("bb");
        fixture.hub.closeAll();
        assertTrue(one.connection().closed && two.connection().closed);
        assertEquals(0, fixture.hub.stats().clients());
        assertEquals(0, fixture.hub.stats().apps());
        assertEquals(2, fixture.hub.stats().connects());
    }

    @Test
    void appsAreLoggedWithTheirTotals() {
        var one = fixture.join("aa");
        var two = fixture.join("bb");
        two.client().broadcast(ARGUMENTS);
        var publication = two.publish("foo");
        publication.message(HubFixture.data(0, "@setDataFrame", "onMetaData"));
        publication.message(HubFixture.data(0, "@clearDataFrame", "onMetaData"));
        two.client().leave();
        fixture.join("cc").client().leave();
        one.client().leave();
        var events = fixture.events();
        assertEquals(4, events.size(), events::toString);
        assertTrue(events.get(0).contains("\"@type\":\"create-app\"")
                && events.get(0).contains("\"app\":\"live\""));
        assertTrue(events.get(1).contains("\"@type\":\"@setDataFrame\""));
        assertTrue(events.get(2).contains("\"@type\":\"@clearDataFrame\""));
        var destroyed = events.get(3);
        assertTrue(destroyed.contains("\"@type\":\"destroy-app\""), destroyed);
        assertTrue(destroyed.contains("\"connects\":3") && destroyed.contains("\"maxClients\":2"), destroyed);
        assertTrue(destroyed.contains("\"broadcasts\":1") && destroyed.contains("\"relaysOut\":2"), destroyed);
        assertTrue(destroyed.contains("\"publishes\":1"), destroyed);
    }

    @Test
    void streamsAreListedWithWhatTheyDo() {
        var client = join("aa", "mike", null);
        for (int streamId = 1; streamId <= 4; streamId++) {
            client.client().createStream(streamId);
        }
        client.publish("foo?priority=0");
        client.play("bar?asis");
        client.client().deleteStream(4);
        var streams = client.client().streams();
        assertEquals(
                List.of(StreamMembers.State.PUBLISHING, StreamMembers.State.PLAYING, StreamMembers.State.IDLE),
                streams.stream().map(StreamMembers::state).toList());
        assertEquals(
                new StreamMembers.Name("bar", HubFixture.name("bar").hashname(), "asis"),
                streams.get(1).name());
        assertEquals("mike", client.client().members().username());
        assertNull(fixture.join("bb").client().members().username());
    }
}
