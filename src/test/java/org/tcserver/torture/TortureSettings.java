package org.tcserver.torture;

import java.time.Duration;
import java.util.List;

/**
 * Settings of a run. Immutable.
 *
 * @param length duration of the full load
 * @param idle number of idle connections
 * @param players number of players of the undisturbed streams
 * @param churnPerSecond number of short connections per second
 * @param seed seed of all random generators
 */
public record TortureSettings(Duration length, int idle, int players, int churnPerSecond, long seed) {
    public static final TortureSettings USUAL = new TortureSettings(Duration.ofMinutes(10), 2000, 500, 50, 1);

    /** Parses flags, each followed by its value. Throws {@link IllegalArgumentException}. */
    static TortureSettings parse(List<String> flags) {
        var settings = USUAL;
        for (int i = 0; i < flags.size(); i += 2) {
            if (i + 1 == flags.size()) {
                throw new IllegalArgumentException(flags.get(i) + ": a value is missing");
            }
            settings = settings.with(flags.get(i), flags.get(i + 1));
        }
        return settings;
    }

    private TortureSettings with(String flag, String value) {
        return switch (flag) {
            case "--minutes" ->
                new TortureSettings(
                        Duration.ofMillis((long) (Double.parseDouble(value) * 60_000)),
                        idle,
                        players,
                        churnPerSecond,
                        seed);
            case "--idle" -> new TortureSettings(length, count(value), players, churnPerSecond, seed);
            case "--players" -> new TortureSettings(length, idle, count(value), churnPerSecond, seed);
            case "--churn" -> new TortureSettings(length, idle, players, count(value), seed);
            case "--seed" -> new TortureSettings(length, idle, players, churnPerSecond, Long.parseLong(value));
            default -> throw new IllegalArgumentException(flag + ": no such flag");
        };
    }

    private static int count(String value) {
        int count = Integer.parseInt(value);
        if (count < 0) {
            throw new IllegalArgumentException(value + ": less than none");
        }
        return count;
    }

    /** Returns whether the run lasts long enough for checks that take a minute. */
    boolean isLong() {
        return length.compareTo(Duration.ofMinutes(2)) >= 0;
    }
}
