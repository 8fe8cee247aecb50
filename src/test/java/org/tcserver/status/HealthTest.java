package org.tcserver.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Deadline;

class HealthTest {
    @Test
    void allAnswer() throws InterruptedException {
        var health = new Health(Map.of("one", Runnable::run, "two", task -> Thread.startVirtualThread(task)));
        var deadline = Deadline.patient();
        var complaint = health.check();
        while (complaint != null && !deadline.isOver()) {
            complaint = health.check(); // a busy machine may take longer than a pulse may
        }
        assertNull(complaint);
    }

    @Test
    void whoDoesNotIsNamed() throws InterruptedException {
        assertEquals(
                "the thread two does not answer", new Health(Map.of("one", Runnable::run, "two", task -> {})).check());
    }
}
