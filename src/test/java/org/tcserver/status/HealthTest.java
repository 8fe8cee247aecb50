package org.tcserver.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void allAnswer() throws InterruptedException {
        assertNull(new Health(Map.of("one", Runnable::run, "two", task -> Thread.startVirtualThread(task))).check());
    }

    @Test
    void whoDoesNotIsNamed() throws InterruptedException {
        assertEquals(
                "the thread two does not answer", new Health(Map.of("one", Runnable::run, "two", task -> {})).check());
    }
}
