package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Enforces the README's table of rooms. Each package uses exactly the packages in its row, and a row names only rows
 * above it. Dependencies therefore have no cycles, and the table stays current.
 */
class ArchitectureTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\|.*\\| ([a-z. ]+|–) \\|");
    private static final Pattern ARROW =
            Pattern.compile("\\s+org\\.tcserver\\.([a-z.]+)\\s+->\\s+org\\.tcserver\\.([a-z.]+)\\s.*");

    @Test
    void eachRoomUsesWhatItsRowNames() throws IOException {
        var rooms = new TreeMap<String, SortedSet<String>>();
        packages().forEach(room -> rooms.put(room, new TreeSet<>()));
        for (var line : jdeps().lines().toList()) {
            var arrow = ARROW.matcher(line);
            if (arrow.matches() && !arrow.group(1).equals(arrow.group(2))) {
                rooms.computeIfAbsent(arrow.group(1), undocumented -> new TreeSet<>())
                        .add(arrow.group(2));
            }
        }
        assertEquals(text(new TreeMap<>(table())), text(rooms), "the README's table of rooms, and the code");
    }

    @Test
    void noRowNamesARoomBelow() throws IOException {
        var above = new HashSet<String>();
        table().forEach((room, used) -> {
            assertTrue(above.containsAll(used), () -> room + " uses " + used + ", not all of which stand above it");
            above.add(room);
        });
        assertFalse(above.isEmpty());
    }

    /** Returns the rooms in the order of the table, each with its dependencies. */
    private static Map<String, SortedSet<String>> table() throws IOException {
        var rooms = new LinkedHashMap<String, SortedSet<String>>();
        var lines = Files.readAllLines(Path.of("README.md"));
        var start =
                lines.stream().takeWhile(line -> !line.startsWith("| room |")).count();
        lines.stream()
                .skip(start)
                .takeWhile(line -> line.startsWith("|"))
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> rooms.put(
                        row.group(1),
                        Stream.of(row.group(2).split(" "))
                                .filter(used -> !used.equals("–"))
                                .collect(Collectors.toCollection(TreeSet::new))));
        return rooms;
    }

    /** Returns one line for each room, so that differences are easy to see. */
    private static String text(Map<String, SortedSet<String>> rooms) {
        return rooms.entrySet().stream()
                .map(room -> room.getKey() + ": " + String.join(" ", room.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static SortedSet<String> packages() throws IOException {
        var sources = Path.of("src/main/java/org/tcserver");
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String jdeps() {
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "--multi-release",
                        "21",
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "-verbose:package",
                        "--module",
                        "org.tcserver");
        assertEquals(0, status, out::toString);
        return out.toString();
    }
}
