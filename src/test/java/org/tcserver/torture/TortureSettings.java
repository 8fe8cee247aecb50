package org.tcserver.torture;

import java.time.Duration;
import java.util.List;

/**
 * What a run consists of. Immutable.
 *
 * @param length of the time under full load
 * @param idle connections that do nothing
 * @param players connections that play the undisturbed streams
 * @param churnPerSecond connections that come and go
 * @param seed of all dice
 */
public record TortureSettings(Duration length, int idle, int players, int churnPerSecond, long seed) {
    public static final TortureSettings USUAL = new TortureSettings(Duration.ofMinutes(10), 2000, 500, 50, 1);

    /** Reads flags, each followed by its value; throws {@link IllegalArgumentException}. */
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

    /** Whether there is time for what takes a minute. */
    boolean isLong() {
        return length.compareTo(Duration.ofMinutes(2)) >= 0;
    }
}
