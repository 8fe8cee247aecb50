package org.tcserver.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands in the README and the manuals, by section, in the order of the documents. */
final class Documents {
    private static final Pattern FENCED =
            Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```$|^#+ (.*?)$|`([a-z][\\w./-]* [^`]*)`");
    private static final Pattern IN_MANUAL = Pattern.compile("(?m)^\\.Sh (.*)$|^(?:\\.Dl )?\\$ ((?:.*\\\\e\n)*.*)$");
    private static final Pattern COMMENT = Pattern.compile("(?m)(^| +)# .*$");

    private Documents() {}

    /** The commands under one heading. A block for nginx is one command that begins with "nginx". */
    record Section(String document, String heading, List<String> commands) {
        @Override
        public String toString() {
            return document + ", " + heading;
        }
    }

    /** Returns the sections that contain commands. */
    static List<Section> sections() throws IOException {
        var sections = new ArrayList<>(readme(Files.readString(Path.of("README.md"))));
        for (var name : List.of("tcserver.1", "pushavserver.1")) {
            sections.addAll(manual(name, Files.readString(Path.of("man", name))));
        }
        sections.removeIf(section -> section.commands.isEmpty());
        return sections;
    }

    /**
     * Finds commands in fences for the shell or nginx. Also finds inline code with several words that does not begin
     * like a flag.
     */
    private static List<Section> readme(String text) {
        var sections = new ArrayList<>(List.of(new Section("README", "top", new ArrayList<>())));
        var found = FENCED.matcher(text);
        while (found.find()) {
            var commands = sections.getLast().commands;
            if (found.group(3) != null) {
                sections.add(new Section("README", found.group(3), new ArrayList<>()));
            } else if (found.group(4) != null) {
                commands.add(found.group(4).replace('\n', ' '));
            } else if (found.group(1).equals("sh")) {
                lines(found.group(2)).forEach(commands::add);
            } else if (found.group(1).equals("nginx")) {
                commands.add("nginx\n" + found.group(2));
            }
        }
        return sections;
    }

    private static List<Section> manual(String name, String text) {
        var sections = new ArrayList<>(List.of(new Section(name, "top", new ArrayList<>())));
        var found = IN_MANUAL.matcher(text);
        while (found.find()) {
            if (found.group(1) != null) {
                sections.add(new Section(name, found.group(1), new ArrayList<>()));
            } else {
                var shown = found.group(2).replace("\\(aq", "'").replace("\\e", "\\");
                lines(shown).forEach(sections.getLast().commands::add);
            }
        }
        return sections;
    }

    /** Splits a block into commands. A command may continue after a backslash at the end of a line. */
    private static Stream<String> lines(String block) {
        return COMMENT.matcher(block.replaceAll("\\\\\n *", ""))
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }
}
