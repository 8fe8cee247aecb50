package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.hub.Publication.Reason;

/** Limits the number of published streams, and how long a publisher may be silent. */
final class PublicationLimitsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HubFixture fixture = new HubFixture(HubLimits.DEFAULT.withPublications(2));
    private final List<Reason> ends = new ArrayList<>();

    @Test
    void thereAreNoMoreStreamsThanMayBe() {
        var first = fixture.join("01").publish("a");
        var second = fixture.join("02").publish("b");
        var third = fixture.join("03");
        assertEquals(PublishResult.Refused.TOO_MANY, third.refusal("c"));
        assertEquals(PublishResult.Refused.BAD_NAME, third.refusal("a"));
        assertEquals(2, fixture.hub.stats().publishing());
        first.end();
        third.publish("c");
        second.end();
        fixture.join("04").publish("d");
        assertEquals(2, fixture.hub.stats().publishing());
    }

    @Test
    void whoTakesAStreamOverMakesNoMore() {
        fixture.join("01").publish("a");
        fixture.join("02").publish("b");
        fixture.join("03").publish("a?priority=0");
        assertEquals(2, fixture.hub.stats().publishing());
        assertEquals(PublishResult.Refused.TOO_MANY, fixture.join("04").refusal("c"));
    }

    @Test
    void silenceEndsAPublication() {
        var publication = fixture.join("01").publish("a", ends::add);
        var player = fixture.join("02").play("a");
        fixture.clock.advance(LIMIT.minusNanos(1));
        fixture.hub.endSilentPublications(LIMIT);
        assertFalse(publication.isEnded());
        publication.message(HubFixture.data(0, "x"));
        fixture.clock.advance(LIMIT.minusNanos(1));
        fixture.hub.endSilentPublications(LIMIT);
        assertFalse(publication.isEnded(), "data is not nothing");
        player.take();
        fixture.clock.advance(Duration.ofNanos(1));
        fixture.hub.endSilentPublications(LIMIT);
        fixture.hub.endSilentPublications(LIMIT);
        assertTrue(publication.isEnded());
        assertEquals(List.of(Reason.SILENT), ends);
        assertTrue(player.take().toString().contains("UnpublishNotify"));
        assertEquals(0, fixture.hub.stats().publishing());
        assertNull(fixture.join("03").refusal("a"), "the name is free");
    }

    /** The server does not read this publisher while no subscriber takes its messages. */
    @Test
    void whoIsHeldUpIsNotSilent() {
        var publication = fixture.join("01").publish("a", ends::add);
        var player = fixture.join("02").play("a");
        player.outlet().hasRoom = false;
        fixture.clock.advance(LIMIT.multipliedBy(2));
        fixture.hub.endSilentPublications(LIMIT);
        player.outlet().hasRoom = true;
        fixture.clock.advance(LIMIT.dividedBy(2));
        fixture.hub.endSilentPublications(LIMIT);
        assertFalse(publication.isEnded());
        fixture.clock.advance(LIMIT);
        fixture.hub.endSilentPublications(LIMIT);
        assertTrue(publication.isEnded());
    }
}
