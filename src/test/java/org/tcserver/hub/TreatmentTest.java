package org.tcserver.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.Deadlines;

class TreatmentTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    private static Treatment with(String query) {
        return Treatment.DEFAULT.withQuery(Parameters.ofQuery(query));
    }

    @Test
    void defaultsAreThoseOfTheCommandLine() {
        var lifetimes = new Treatment.Lifetimes(2 * SECOND, 2200 * MILLI, 4500 * MILLI);
        var previousGop = new Treatment.PreviousGop(true, 100 * MILLI);
        assertEquals(new Treatment(lifetimes, 100 * MILLI, previousGop, false, 0), Treatment.DEFAULT);
    }

    @Test
    void aQueryOverrides() {
        var treatment = with("asis&audioLifetime=0.25&videoLifetime=1&finishByMargin=0.5;previousGopStartByMargin=0");
        assertTrue(treatment.asIs());
        assertEquals(new Treatment.Lifetimes(SECOND, 250 * MILLI, 4500 * MILLI), treatment.lifetimes());
        assertEquals(500 * MILLI, treatment.finishByMargin());
        assertEquals(new Treatment.PreviousGop(true, 0), treatment.previousGop());
    }

    @Test
    void flagsCanBeSwitchedOff() {
        assertFalse(with("expirePreviousGop=no").previousGop().expires());
        assertTrue(with("expirePreviousGop").previousGop().expires());
        assertFalse(with("asis&asis=0").asIs());
    }

    @Test
    void isCappedAtTenSecondsOrTwiceTheDefault() {
        assertEquals(10 * SECOND, with("videoLifetime=10.5").lifetimes().video());
        assertEquals(10 * SECOND, with("audioLifetime=inf").lifetimes().audio());
        assertEquals(10 * SECOND, with("finishByMargin=1e300").finishByMargin());
        var lifetimes = new Treatment.Lifetimes(8 * SECOND, SECOND, SECOND);
        var patient = new Treatment(lifetimes, 0, new Treatment.PreviousGop(true, 0), false, 0);
        var changed = patient.withQuery(Parameters.ofQuery("videoLifetime=99&previousGopStartByMargin=99"));
        assertEquals(16 * SECOND, changed.lifetimes().video());
        assertEquals(10 * SECOND, changed.previousGop().startByMargin());
    }

    /** Ten years stand for infinity; a player may ask for twice as much. */
    @Test
    void noDeadlineOverflowsWhereTimesAreInfinite() {
        long forever = Duration.ofDays(3650).toNanos();
        var lifetimes = new Treatment.Lifetimes(forever, forever, forever);
        var treatment = new Treatment(lifetimes, forever, new Treatment.PreviousGop(true, forever), false, 0)
                .withQuery(Parameters.ofQuery("videoLifetime=inf&finishByMargin=inf"));
        long now = Duration.ofDays(3650).toNanos();
        var deadlines = treatment.deadlines(now, treatment.lifetimes().video());
        assertEquals(new Deadlines(now + 2 * forever, now + 4 * forever, 4 * forever), deadlines);
        assertTrue(now < deadlines.startBy() && deadlines.startBy() < deadlines.finishBy());
    }

    @Test
    void aHoldIsAMinuteAtMost() {
        assertEquals(20 * SECOND, with("hold=20").hold());
        assertEquals(60 * SECOND, with("hold=61").hold());
        assertEquals(60 * SECOND, with("hold=inf").hold());
    }

    @Test
    void whatIsNoTimeChangesNothing() {
        assertSame(Treatment.DEFAULT, with("videoLifetime=-1&audioLifetime=long&finishByMargin=&priority=5&hold=-1"));
    }

    @Test
    void deadlinesFollowFromTheLifetime() {
        assertEquals(
                new Deadlines(7 * SECOND, 7 * SECOND + 100 * MILLI, 4 * SECOND),
                Treatment.DEFAULT.deadlines(5 * SECOND, 2 * SECOND));
    }
}
