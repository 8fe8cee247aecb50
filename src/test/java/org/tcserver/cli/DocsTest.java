package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.event.RefusalReason;
import org.tcserver.testing.Program;

/** Checks the documents: they name every flag and event, and their examples are commands that work. */
final class DocsTest {
    private static final Path MANUAL = Path.of("man/tcserver.1");
    private static final Pattern EXAMPLE = Pattern.compile("^(?:\\$ tcserver|bin/tcserver) (.*)$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s']+)");
    private static final Pattern TYPE = Pattern.compile("(?:return|[A-Z]\\() ?\"([@a-zA-Z,-]+)\"[;)]");

    private static final Pattern MEMBER = Pattern.compile("\\.put(?:Masked|Strings|Seconds)?\\(\\s*\"([@a-zA-Z]+)\"");

    /** The arguments of every example in the manual and the README. */
    static Stream<List<String>> examples() throws IOException {
        var text = Files.readString(MANUAL).replace("\\(aq", "'").replace("\\e\n", "")
                + Files.readString(Path.of("README.md"));
        return EXAMPLE.matcher(text).results().map(found -> words(found.group(1)));
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        WORD.matcher(line.replaceFirst(" +[#|] .*", ""))
                .results()
                .forEach(word -> words.add(word.group(1) != null ? word.group(1) : word.group(2)));
        return words;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreCommands(List<String> args) throws UsageException {
        assertFalse(args.isEmpty());
        var surroundings = new Surroundings(
                Map.of(), (flag, file) -> List.of(new LineFile.Line(flag, "text:supersecret")), warning -> {});
        TcServerOptions.parse(args, surroundings);
    }

    @Test
    void thereAreExamples() throws IOException {
        assertTrue(examples().count() >= 6);
    }

    @Test
    void theManualHasEveryFlagWithItsValue() throws IOException {
        var items = Files.readAllLines(MANUAL).stream()
                .filter(line -> line.startsWith(".It Fl "))
                .map(line -> line.substring(".It Fl ".length()))
                .toList();
        for (var option : TcServerOptions.ALL) {
            var item = items.stream()
                    .filter(line -> line.matches(option.name() + "( .*)?"))
                    .toList();
            assertEquals(1, item.size(), "-" + option.name() + ": " + item);
            assertEquals(!option.value().isEmpty(), item.getFirst().contains(" Ar "), item.getFirst());
        }
        assertEquals(TcServerOptions.ALL.size() + 1, items.size(), "and --version");
    }

    @Test
    void theManualHasTheDefaultsOfTheUsage() throws IOException {
        var manual = Files.readString(MANUAL);
        var defaults = Pattern.compile("^  -([-\\w]+) .*default ([0-9.]+)\\)$", Pattern.MULTILINE)
                .matcher(TcServerOptions.usage())
                .results()
                .toList();
        assertTrue(defaults.size() >= 8);
        for (var found : defaults) {
            var item = Pattern.compile("(?s)\\.It Fl " + found.group(1) + " .*?\nDefault ([0-9.]+)\\.\n")
                    .matcher(manual);
            assertTrue(item.find(), found.group());
            assertEquals(found.group(2), item.group(1), found.group());
        }
    }

    @Test
    void theReadmeLinksToHeadingsThatItHas() throws IOException {
        var text = Files.readString(Path.of("README.md"));
        var headings = found(Pattern.compile("(?m)^#+ (.*)$"), text)
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
        var links = found(Pattern.compile("\\]\\(#([^)]*)\\)"), text).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(links.size() > 5, links::toString);
        links.removeAll(headings);
        assertEquals(new TreeSet<String>(), links);
    }

    @Test
    void theManualHasEveryEventAndStatus() throws IOException {
        var words = allWords(Files.readString(MANUAL));
        var types = new TreeSet<String>();
        for (var source : List.of("ServerEvent", "TlsEvent", "ClientEvent", "StreamEvent")) {
            var path = Path.of("src/main/java/org/tcserver/event", source + ".java");
            TYPE.matcher(Files.readString(path)).results().forEach(found -> types.add(found.group(1)));
        }
        assertTrue(types.size() > 40, types::toString);
        types.removeAll(words);
        assertEquals(new TreeSet<String>(), types);
    }

    @Test
    void theManualHasEveryMemberOfEvents() throws IOException {
        var manual = Files.readString(MANUAL);
        var events = manual.substring(manual.indexOf(".Sh EVENTS"), manual.indexOf(".Sh METRICS"));
        var members = new TreeSet<String>();
        try (var sources = Files.list(Path.of("src/main/java/org/tcserver/event"))) {
            for (var source : (Iterable<Path>) sources::iterator) {
                found(MEMBER, Files.readString(source)).forEach(members::add);
            }
        }
        for (var reason : RefusalReason.values()) {
            members.add(reason.label());
        }
        assertTrue(members.size() > 60, members::toString);
        members.removeAll(allWords(events));
        assertEquals(new TreeSet<String>(), members);
    }

    @ParameterizedTest
    @CsvSource({"tcserver,server", "pushavserver,pushav"})
    void theManualsHaveEveryMetric(String command, String room) throws IOException {
        var manual = Files.readString(Path.of("man", command + ".1"));
        var metrics = new TreeSet<String>();
        try (var sources = Files.list(Path.of("src/main/java/org/tcserver", room))) {
            for (var source : (Iterable<Path>) sources::iterator) {
                if (Files.isRegularFile(source)) {
                    var name = Pattern.compile("\"(" + command + "_[a-z_]+)\"");
                    found(name, Files.readString(source)).forEach(metrics::add);
                }
            }
        }
        assertTrue(metrics.size() > 5, metrics::toString);
        metrics.removeAll(allWords(manual));
        assertEquals(new TreeSet<String>(), metrics);
    }

    @Test
    void theSynopsisOfPushAvServerHasEveryFlag() throws IOException {
        var manual = Files.readString(Path.of("man/pushavserver.1"));
        for (var option : PushAvServerOptions.ALL) {
            var value = option.value().isEmpty() ? "" : " Ar " + option.value();
            var flag = "-" + option.name() + value;
            assertTrue(manual.contains(".Op Fl " + flag + "\n") || manual.contains("| -" + option.name()), flag);
        }
    }

    /** Checks the manuals with mandoc, except for links to manuals that this machine lacks. */
    @ParameterizedTest
    @ValueSource(strings = {"tcserver.1", "pushavserver.1"})
    void theManualsAreWellFormed(String name) throws IOException, InterruptedException {
        var mandoc = Program.require("mandoc");
        try (var run = mandoc.start("-T", "lint", Path.of("man", name).toString())) {
            run.awaitExit();
            var complaints = run.output()
                    .lines()
                    .filter(line -> !line.contains("mandoc.db") && !line.contains("referenced manual not found"))
                    .toList();
            assertEquals(List.of(), complaints);
        }
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static Set<String> allWords(String text) {
        return Pattern.compile("\\s+").splitAsStream(text).collect(Collectors.toSet());
    }
}
