package org.tcserver.lossy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags of the benchmark. Immutable.
 *
 * @param programs the folder with the programs of the C++ original, or null to use the tests' own client
 * @param seconds how long each run publishes
 * @param rounds how often each run is repeated, each time with another seed
 */
record LossBenchSettings(@Nullable Path programs, int seconds, int rounds) {
    private static final LossBenchSettings USUAL = new LossBenchSettings(null, 30, 1);

    /** Reads flags, each followed by its value; throws {@link IllegalArgumentException}. */
    static LossBenchSettings parse(List<String> flags) {
        var settings = USUAL;
        for (int i = 0; i < flags.size(); i += 2) {
            if (i + 1 == flags.size()) {
                throw new IllegalArgumentException(flags.get(i) + ": a value is missing");
            }
            settings = settings.with(flags.get(i), flags.get(i + 1));
        }
        return settings;
    }

    private LossBenchSettings with(String flag, String value) {
        return switch (flag) {
            case "--original" -> new LossBenchSettings(folder(value), seconds, rounds);
            case "--seconds" -> new LossBenchSettings(programs, count(flag, value), rounds);
            case "--rounds" -> new LossBenchSettings(programs, seconds, count(flag, value));
            default -> throw new IllegalArgumentException(flag + ": unknown flag; see lossbench -h");
        };
    }

    private static Path folder(String value) {
        var folder = Path.of(value).toAbsolutePath();
        for (var program : List.of("tcserver", "tcpublish", "tcconn")) {
            if (!Files.isExecutable(folder.resolve(program))) {
                throw new IllegalArgumentException("--original " + value + ": no program " + program + " in it");
            }
        }
        return folder;
    }

    private static int count(String flag, String value) {
        try {
            int count = Integer.parseInt(value);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // falls through to the error
        }
        throw new IllegalArgumentException(flag + " " + value + ": must be a whole number of at least 1");
    }
}
