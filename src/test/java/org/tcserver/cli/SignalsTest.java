package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class SignalsTest {
    @Test
    void heedsASignalEveryTime() throws IOException, InterruptedException {
        var heeded = new Semaphore(0);
        Signals.on("USR2", heeded::release);
        for (int i = 0; i < 2; i++) {
            var pid = String.valueOf(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-USR2", pid).inheritIO().start();
            assertTrue(heeded.tryAcquire(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesWhatIsNoSignal() {
        assertThrows(IllegalArgumentException.class, () -> Signals.on("NONSENSE", () -> {}));
    }
}
