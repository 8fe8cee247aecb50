package org.tcserver.torture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts of what happened, and the problems. Thread-safe. */
final class Ledger {
    private static final int MOST_PROBLEMS_TOLD = 20;
    private static final int FRAMES_TOLD = 5;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final LongAdder problemCount = new LongAdder();

    void count(String what) {
        counts.computeIfAbsent(what, each -> new LongAdder()).increment();
    }

    long of(String what) {
        var count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    Map<String, Long> counts() {
        var all = new TreeMap<String, Long>();
        counts.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    /** Records a failure of a valid client. */
    void problem(String what, Throwable why) {
        problemCount.increment();
        if (problemCount.sum() <= MOST_PROBLEMS_TOLD) {
            problems.add(what + ": " + why.toString().lines().findFirst().orElse("") + " " + where(why));
        }
    }

    /** Returns the first stack frames in the project's code. */
    private static List<String> where(Throwable why) {
        return Stream.of(why.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.tcserver"))
                .limit(FRAMES_TOLD)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .toList();
    }

    long problemCount() {
        return problemCount.sum();
    }

    /** Returns the first {@value #MOST_PROBLEMS_TOLD} problems. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
