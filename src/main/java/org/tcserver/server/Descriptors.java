package org.tcserver.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the process's limit on file descriptors; each TCP connection uses one. Stateless. */
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)\\s.*");

    private Descriptors() {}

    /** Logs a warning if the limit is too low for the maximum number of connections. */
    static void check(int connections) {
        check(connections, LIMITS);
    }

    static void check(int connections, Path limits) {
        long needed = (long) connections + ServerParameters.OTHER_DESCRIPTORS;
        var granted = granted(limits);
        if (connections > 0 && granted.isPresent() && granted.getAsLong() < needed) {
            LOG.warn(
                    "the system grants {} descriptors, too few for {} connections:"
                            + " raise the limit (ulimit -n) to {} at least, or lower --max-connections",
                    granted.getAsLong(),
                    connections,
                    needed);
        }
    }

    /** Returns the limit; empty if the system does not report one, or it is unlimited. */
    static OptionalLong granted(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.map(OPEN_FILES::matcher)
                    .filter(line -> line.matches())
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .findFirst();
        } catch (IOException e) {
            LOG.debug("nothing known of the limit of descriptors: {}", e.toString());
            return OptionalLong.empty();
        }
    }
}
