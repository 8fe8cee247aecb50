package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Enforces rules that no compiler checks. */
class HouseRulesTest {
    private static final int MAX_LINES = 400;

    /** On JDK 21, a virtual thread that blocks inside a monitor pins its carrier. */
    @Test
    void noMonitorsAndNothingBoundToThreads() throws IOException {
        var forbidden = Pattern.compile("\\bsynchronized\\s*[({a-z]|\\bThreadLocal\\b");
        assertNone(file -> forbidden.matcher(text(file)).find());
    }

    @Test
    void filesAreShort() throws IOException {
        assertNone(file -> text(file).lines().count() > MAX_LINES);
    }

    /** A test must wait for an event, not for time to pass. */
    @Test
    void nobodySleeps() throws IOException {
        var sleeping = Pattern.compile("\\bThread\\.sleep\\(|\\bSECONDS\\.sleep\\(");
        assertNone(file -> sleeping.matcher(text(file)).find());
    }

    @Test
    void namesSayWhatThingsAre() throws IOException {
        var vague = Pattern.compile(".*(Impl|Manager|Utils?|Helper)\\.java");
        assertNone(file -> vague.matcher(file.getFileName().toString()).matches());
    }

    @Test
    void eachRoomSaysWhatItIs() throws IOException {
        assertNone(file -> file.startsWith(Path.of("src", "main", "java", "org"))
                && !Files.exists(file.resolveSibling("package-info.java")));
    }

    private static void assertNone(Predicate<Path> offends) throws IOException {
        var self = Path.of("HouseRulesTest.java");
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            var offenders = files.filter(file -> file.toString().endsWith(".java") && !file.endsWith(self))
                    .filter(offends)
                    .sorted()
                    .toList();
            assertEquals(List.of(), offenders);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
