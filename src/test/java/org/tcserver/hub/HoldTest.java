package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.hub.HubFixture.AAC;
import static org.tcserver.hub.HubFixture.AVC_INIT;
import static org.tcserver.hub.HubFixture.AVC_INTER;
import static org.tcserver.hub.HubFixture.AVC_KEY;
import static org.tcserver.hub.HubFixture.audio;
import static org.tcserver.hub.HubFixture.video;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Players that learn of the end of a publication only after a hold time. */
class HoldTest {
    private final HubFixture fixture = new HubFixture();
    private final HubFixture.Player patient = fixture.join("bb").play("foo?hold=5");
    private final HubFixture.Player other = fixture.join("cc").play("foo");

    private void pass(long millis) {
        fixture.clock.advanceMillis(millis);
        fixture.hub.endHolds();
    }

    private void publishSomething() {
        var publication = fixture.join("aa").publish("foo");
        publication.message(video(0, AVC_INIT));
        publication.message(video(0, AVC_KEY));
        publication.message(video(40, AVC_INTER));
        patient.take();
        other.take();
        publication.end();
    }

    @Test
    void whoComesBackInTimeIsContinued() {
        publishSomething();
        assertEquals(List.of("sync@0", "UnpublishNotify@40", "sync@0"), other.take());
        pass(4999);
        assertEquals(List.of(), patient.take());
        var again = fixture.join("aa").publish("foo");
        again.message(video(7000, AVC_INTER));
        again.message(video(7040, AVC_INIT));
        again.message(video(7040, AVC_KEY));
        again.message(audio(7060, AAC));
        assertEquals(List.of("PublishNotify@40", "170000000001@40", "1701000000aa@40", "af0101@60"), patient.take());
        pass(60_000);
        assertEquals(List.of(), patient.take(), "the time is over, and does not matter any more");
    }

    @Test
    void whoDoesNotIsToldOf() {
        publishSomething();
        pass(5000);
        assertEquals(List.of("sync@0", "UnpublishNotify@40", "sync@0"), patient.take());
        pass(5000);
        assertEquals(List.of(), patient.take());
        assertTrue(fixture.hub.holds().isEmpty());
        fixture.join("aa").publish("foo");
        assertEquals(List.of("PublishNotify@40"), patient.take());
    }

    @Test
    void aPlayerThatLeavesIsForgotten() {
        publishSomething();
        assertEquals(1, fixture.hub.holds().size());
        patient.subscription().end();
        assertTrue(fixture.hub.holds().isEmpty());
        pass(10_000);
        assertEquals(List.of(), patient.take());
    }

    @Test
    void eachReconnectHasItsOwnTime() {
        publishSomething();
        pass(4000);
        publishSomething();
        pass(4000);
        assertEquals(List.of(), patient.take());
        pass(1000);
        assertEquals(List.of("sync@0", "UnpublishNotify@80", "sync@0"), patient.take());
    }
}
