package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.MalformedException;

class PublishTest {
    private static final String FOO = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

    private final HubFixture fixture = new HubFixture();
    private final HubFixture.TestClient first = join("aa", 10);
    private final HubFixture.TestClient second = join("bb", 10);

    private HubFixture.TestClient join(String connectionId, double maxPriority) {
        return fixture.join(new ClientIdentity(connectionId, "live", "", null, maxPriority));
    }

    @Test
    void startIsToldToThePublisher() {
        var publication = first.publish("foo?priority=2.5");
        var info = first.connection().outlet(1).lastInfo();
        assertEquals("status", info.string("level"));
        assertEquals("NetStream.Publish.Start", info.string("code"));
        assertEquals("foo", info.string("detail"));
        assertEquals(FOO, info.string("hashname"));
        assertEquals(2.5, info.number("priority"));
        assertEquals(2.5, publication.priority());
    }

    @Test
    void priorityIsMinusInfinityByDefaultAndCapped() {
        assertEquals(Double.NEGATIVE_INFINITY, first.publish("a").priority());
        assertEquals(Double.NEGATIVE_INFINITY, first.publish("b?priority=high").priority());
        assertEquals(Double.NEGATIVE_INFINITY, first.publish("c?priority=-inf").priority());
        assertEquals(10, first.publish("d?priority=99").priority());
        assertEquals(10, first.publish("e?priority=inf").priority());
        assertEquals(-7, first.publish("f?x;priority=3?priority=-7").priority());
        assertEquals(0, join("cc", 0).publish("g?priority=1").priority());
    }

    @Test
    void reservedNamesAreRefused() {
        assertTrue(first.isRefused(FOO));
        assertTrue(first.isRefused("asis:foo"));
        assertEquals(List.of(), first.connection().outlet(1).take());
        assertEquals(0, fixture.hub.streams().size());
    }

    @Test
    void theSameOrALowerPriorityIsRefused() {
        var publication = first.publish("foo");
        assertTrue(second.isRefused("foo"));
        publication.end();
        var higher = second.publish("foo?priority=3");
        assertTrue(first.isRefused("foo?priority=3"));
        assertTrue(first.isRefused("foo"));
        assertFalse(higher.isEnded());
        assertEquals(1, fixture.hub.stats().publishing());
        assertEquals(List.of("Start@0"), second.connection().outlet(1).take());
    }

    @Test
    void aHigherPriorityPreempts() {
        var reasons = new ArrayList<Publication.Reason>();
        var old = first.publish("foo?priority=1", reasons::add);
        var player = fixture.join("cc").play("foo");
        player.take();
        old.message(HubFixture.audio(0, HubFixture.AAC_INIT));
        var newcomer = second.publish("foo?priority=2");
        assertEquals(List.of(Publication.Reason.PREEMPTED), reasons);
        assertTrue(old.isEnded());
        assertEquals(List.of("af001210@0", "sync@0", "UnpublishNotify@0", "sync@0", "PublishNotify@0"), player.take());
        var info = first.connection().outlet(1).lastInfo();
        assertEquals("error", info.string("level"));
        assertEquals("NetStream.Publish.BadName", info.string("code"));
        assertEquals("foo", info.string("detail"));
        assertEquals(FOO, info.string("hashname"));
        old.message(HubFixture.audio(0, HubFixture.AAC));
        old.end();
        newcomer.message(HubFixture.audio(0, HubFixture.AAC));
        assertEquals(List.of("af0101@0"), player.take());
        assertEquals(1, fixture.hub.stats().publishing());
        assertEquals(2, fixture.hub.stats().totals().published().count());
    }

    @Test
    void aPriorityAboveMinusInfinityPreemptsTheDefault() {
        var old = first.publish("foo");
        second.publish("foo?priority=-1000000");
        assertTrue(old.isEnded());
    }

    @Test
    void releaseTakesAwayWhatHasALowerPriorityThanTheCallersMaximum() throws MalformedException {
        var reasons = new ArrayList<Publication.Reason>();
        var old = first.publish("foo?priority=5", reasons::add);
        join("cc", 5).client().releaseStream(StreamName.plain("foo"));
        second.client().releaseStream(StreamName.plain("foo?"));
        second.client().releaseStream(StreamName.plain(FOO));
        second.client().releaseStream(StreamName.plain("nobody publishes this"));
        assertFalse(old.isEnded());
        second.client().releaseStream(StreamName.plain("foo"));
        assertTrue(old.isEnded());
        assertEquals(List.of(Publication.Reason.RELEASED), reasons);
        assertEquals(
                List.of("Start@0", "BadName@0"), first.connection().outlet(1).take());
        assertEquals(0, fixture.hub.streams().size());
        assertEquals(0, fixture.hub.stats().publishing());
    }

    @Test
    void amongDefaultPrioritiesTheNewcomerReleasesFirst() throws MalformedException {
        var old = fixture.join("cc").publish("foo");
        var newcomer = fixture.join("dd");
        newcomer.client().releaseStream(StreamName.plain("foo"));
        assertTrue(old.isEnded());
        newcomer.publish("foo");
    }

    @Test
    void endingIsNotToldToThePublisherAndHappensOnce() {
        var publication = first.publish("foo");
        first.connection().outlet(1).take();
        publication.end();
        publication.end();
        assertEquals(List.of(), first.connection().outlet(1).take());
        assertEquals(0, fixture.hub.stats().publishing());
        assertEquals(0, fixture.hub.streams().size());
    }

    @Test
    void anotherUseOfTheStreamEndsTheFormer() {
        var publication = first.publish("foo");
        first.client().play(HubFixture.name("foo"), first.connection().outlet(1));
        assertTrue(publication.isEnded());
        assertEquals(0, fixture.hub.stats().publishing());
        assertEquals(1, fixture.hub.stats().playing());
    }

    @Test
    void nothingBeginsOnceTheClientHasLeft() {
        first.client().leave();
        assertTrue(first.isRefused("foo"));
        first.play("foo");
        assertEquals(0, fixture.hub.streams().size());
        assertEquals(0, fixture.hub.stats().playing());
    }

    @Test
    void onePublishesWhatItPlays() {
        var player = first.play("foo");
        first.publish("foo").message(HubFixture.audio(0, HubFixture.AAC));
        assertEquals(List.of("PublishNotify@0", "af0101@0"), player.take());
    }
}
