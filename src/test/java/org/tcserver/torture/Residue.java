package org.tcserver.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.ServerProcess;

/** Compares the server's resources after all clients have left with those before. Used by one thread. */
final class Residue {
    /** The classes that a closed RTMFP session keeps while it waits for late packets (RFC 7016 §3.5.5). */
    private static final Pattern LINGERING =
            Pattern.compile("\\[?L?org\\.tcserver\\.(rtmfp|flow|tc|wire|session|hub|event)\\..*");

    /** An allowance for objects that the server creates on first use and keeps. */
    private static final int SPARE_OBJECTS = 50;

    private static final int SHOWN_CHARS = 500;
    private static final long STEP_MILLIS = 1000;
    /** Long enough for the server to drop vanished RTMFP clients and closed sessions. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(130);

    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(60);
    private static final List<String> MEMBERS = List.of("clients", "apps", "publishing", "playing");

    private final ServerProcess server;
    private final boolean isLong;
    private final LiveObjects objectsBefore;
    private final ServerSize before;

    /** The resources in use now. */
    private record Left(Map<String, Double> stats, String clients, ServerSize size, Map<String, Integer> threads) {
        boolean isNothing(ServerSize before) {
            return stats.values().stream().allMatch(each -> each == 0)
                    && clients.equals("[]")
                    && threads.isEmpty()
                    && size.descriptors() <= before.descriptors();
        }
    }

    /** Records the state without clients. */
    Residue(ServerProcess server, boolean isLong) throws IOException, InterruptedException {
        this.server = server;
        this.isLong = isLong;
        // This comes first, because jcmd adds a thread and a socket to the server.
        objectsBefore = LiveObjects.of(server.pid());
        before = ServerSize.of(server.pid());
    }

    /** Waits until the server has released everything, for a limited time. */
    List<Verdict> verdicts() throws IOException, InterruptedException {
        long start = System.nanoTime();
        var deadline = Deadline.in(isLong ? LONG_PATIENCE : SHORT_PATIENCE);
        var left = left();
        while (!left.isNothing(before) && !deadline.isOver()) {
            pause();
            left = left();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        var objects = objectsLeft(deadline);
        var verdicts = new ArrayList<Verdict>();
        verdicts.add(new Verdict(
                left.stats.values().stream().allMatch(each -> each == 0) && left.clients.equals("[]"),
                "no client, stream or App left",
                String.format("%s, clients listed: %s; after %.0f s", left.stats, shortened(left.clients), seconds)));
        verdicts.add(new Verdict(
                left.threads.isEmpty(),
                "no thread left",
                String.format(
                        "%d, before %d; more than before: %s",
                        left.size.threadCount(), before.threadCount(), left.threads)));
        verdicts.add(new Verdict(
                left.size.descriptors() <= before.descriptors(),
                "no descriptor left",
                String.format("%d, before %d", left.size.descriptors(), before.descriptors())));
        verdicts.add(new Verdict(objects.isEmpty(), "no object or virtual thread left", objectFigures(objects)));
        return verdicts;
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }

    private String objectFigures(Map<String, Long> left) {
        return objectsBefore.isEmpty()
                ? "not counted: this JDK has no jcmd"
                : "more than before, beyond " + SPARE_OBJECTS + " of a class: " + left;
    }

    private static void pause() {
        LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
    }

    private Left left() throws IOException, InterruptedException {
        LoggedEvent stats = server.freshStats();
        var members = new TreeMap<String, Double>();
        MEMBERS.forEach(member -> members.put(member, stats.number(member)));
        var clients = String.valueOf(server.freshClients().members().get("clients"));
        var size = ServerSize.of(server.pid());
        return new Left(members, clients, size, size.threadsMoreThan(before));
    }

    private Map<String, Long> objectsLeft(Deadline deadline) throws IOException, InterruptedException {
        var left = objectsLeft();
        while (!left.isEmpty() && !deadline.isOver()) {
            pause();
            left = objectsLeft();
        }
        return left;
    }

    private Map<String, Long> objectsLeft() throws IOException, InterruptedException {
        var left = LiveObjects.of(server.pid()).moreThan(objectsBefore, SPARE_OBJECTS);
        if (!isLong) {
            left.keySet().removeIf(name -> LINGERING.matcher(name).matches());
        }
        return left;
    }
}
