package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.torture.Torture;
import org.tcserver.torture.TortureSettings;

/** Runs the test of {@code bin/torture} with fewer clients and for less than a minute. */
@Isolated
@EnabledOnOs(OS.LINUX)
class TortureIT {
    private static final TortureSettings SHORT = new TortureSettings(Duration.ofSeconds(25), 100, 30, 10, 1);

    @Test
    void nobodyIsDisturbedAndNothingIsLeft() throws Exception {
        var report = new Torture(SHORT, System.err).run();
        assertTrue(report.holds(), () -> "\n" + report);
    }
}
