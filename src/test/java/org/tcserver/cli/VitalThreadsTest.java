package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VitalThreadsTest {
    private final List<String> said = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("io-0").unstarted(() -> {});

    @Test
    void endsProcessAfterLastWords() {
        var threads = new VitalThreads(
                died -> true, (died, failure) -> said.add(died.getName() + ": " + failure), () -> said.add("exit"));
        threads.uncaughtException(thread, new StackOverflowError("deep"));
        assertEquals(List.of("io-0: java.lang.StackOverflowError: deep", "exit"), said);
    }

    @Test
    void outlivesOtherThreads() {
        var threads = new VitalThreads(died -> false, (died, failure) -> said.add("log"), () -> said.add("exit"));
        threads.uncaughtException(thread, new StackOverflowError("deep"));
        assertEquals(List.of(), said);
    }

    @Test
    void endsProcessAlsoWithoutLastWords() {
        var threads = new VitalThreads(
                died -> true,
                (died, failure) -> {
                    throw new IllegalStateException("cannot log");
                },
                () -> said.add("exit"));
        assertThrows(IllegalStateException.class, () -> threads.uncaughtException(thread, new AssertionError()));
        assertEquals(List.of("exit"), said);
    }
}
