package org.tcserver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TallyTest {
    @Test
    void aPartCountsForTheWhole() {
        var server = new Tally();
        var app = server.part();
        var client = app.part();
        client.publish();
        client.publishedFor(1_500_000_000);
        app.part().play();
        app.part().playedFor(10);
        client.broadcast();
        client.relayIn();
        client.relayTooLarge();
        server.part().part().relayOut();
        server.part().part().relayDropped();
        var published = new Totals.Use(1, Duration.ofMillis(1_500));
        assertEquals(new Totals(published, Totals.Use.NONE, 1, new Totals.Relays(1, 0, 0, 1)), client.totals());
        var played = new Totals.Use(1, Duration.ofNanos(10));
        assertEquals(new Totals(published, played, 1, new Totals.Relays(1, 0, 0, 1)), app.totals());
        assertEquals(new Totals(published, played, 1, new Totals.Relays(1, 1, 1, 1)), server.totals());
    }
}
