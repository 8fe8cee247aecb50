package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class CarrierThreadsTest {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private final Properties properties = new Properties();

    @Test
    void providesTwoOnOneProcessor() {
        CarrierThreads.provide(1, properties);
        assertEquals("2", properties.getProperty(PARALLELISM));
    }

    @Test
    void leavesSeveralProcessorsToTheJdk() {
        CarrierThreads.provide(2, properties);
        assertNull(properties.getProperty(PARALLELISM));
    }

    @Test
    void keepsNumberThatTheUserChose() {
        properties.setProperty(PARALLELISM, "1");
        CarrierThreads.provide(1, properties);
        assertEquals("1", properties.getProperty(PARALLELISM));
    }
}
