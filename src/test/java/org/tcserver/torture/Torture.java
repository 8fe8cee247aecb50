package org.tcserver.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TlsFiles;

/** A run: one server, all activities, and the verdicts. Used by one thread. */
public final class Torture {
    private static final Duration MOST_EXIT = Duration.ofSeconds(60);

    private final TortureSettings settings;
    private final PrintStream progress;
    private final EventTally events = new EventTally();
    private final List<Verdict> verdicts = new ArrayList<>();

    /** The result of a run. {@code remarks} are figures that do not affect the result. */
    public record Report(List<Verdict> verdicts, List<String> remarks) {
        public boolean holds() {
            return verdicts.stream().allMatch(Verdict::holds);
        }

        /** Returns the report as text, one line for each remark and verdict. */
        @Override
        public String toString() {
            var text = new StringBuilder();
            remarks.forEach(remark -> text.append(remark).append('\n'));
            verdicts.forEach(verdict -> text.append(verdict).append('\n'));
            return text.toString();
        }
    }

    /** Prints reports of progress to {@code progress}. */
    public Torture(TortureSettings settings, PrintStream progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Runs all activities, which takes a little longer than the settings say. */
    public Report run() throws Exception {
        var folder = Files.createTempDirectory("torture");
        try {
            var files = TlsFiles.in(folder, "EC");
            var flags = files.flags(
                    "-b",
                    "127.0.0.1:0",
                    "-s",
                    "127.0.0.1:0",
                    "-w",
                    "127.0.0.1:0",
                    "--rtmps",
                    "127.0.0.1:0",
                    "--wss",
                    "127.0.0.1:0",
                    "-B",
                    "127.0.0.1:0");
            try (var server = ServerProcess.startKeeping(events, flags)) {
                return torture(server, new Stage(Target.of(server, files), settings));
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Report torture(ServerProcess server, Stage stage) throws Exception {
        warmUp(server, stage);
        var residue = new Residue(server, settings.isLong());
        events.keepStats(false);
        var activities = List.of(
                new Audience(stage),
                new Idlers(stage),
                new Chatter(stage),
                new Mortals(stage),
                new BadReaders(stage),
                new Churn(stage),
                new Garbage(stage));
        for (var activity : activities) {
            activity.begin();
        }
        progress.println("all are there");
        var sampler = new Sampler(server.pid(), progress);
        sampler.watch(stage, settings.length());
        progress.println("all are leaving");
        stage.end();
        for (var activity : activities) {
            activity.end();
            verdicts.addAll(activity.verdicts());
        }
        verdicts.add(problems(stage.ledger()));
        verdicts.add(sampler.residentSetIsFlat());
        events.keepStats(true);
        verdicts.addAll(residue.verdicts());
        verdicts.addAll(stop(server));
        return new Report(List.copyOf(verdicts), remarks(stage, sampler));
    }

    /** Connects one client of each protocol, so that the server creates everything that it creates once. */
    private void warmUp(ServerProcess server, Stage stage) throws Exception {
        for (var protocol : Protocol.values()) {
            try (var client = stage.target().connected(protocol, "warm")) {
                int streamId = client.publish("warm");
                client.play("warm");
                client.video(streamId, 0, Frame.video(0, 0));
                client.fence();
            }
        }
        var deadline = Deadline.patient();
        while (server.freshStats().number("clients") > 0 && !deadline.isOver()) {
            stage.goesOnAfter(100);
        }
    }

    private static Verdict problems(Ledger ledger) {
        var figures = ledger.problemCount() + " clients that meant well failed " + ledger.problems();
        return new Verdict(ledger.problemCount() == 0, "nobody else was disturbed", figures);
    }

    private List<Verdict> stop(ServerProcess server) throws IOException, InterruptedException {
        server.signal("TERM");
        int exit = server.awaitExit(Deadline.in(MOST_EXIT));
        var unreadable = server.unreadable();
        long traces =
                server.stderr().lines().filter(line -> line.startsWith("\tat ")).count();
        return List.of(
                new Verdict(
                        unreadable.isEmpty() && events.of("end") == 1,
                        "every line of the event log is JSON",
                        String.format(
                                "%d lines, %d are not %s; %d events lost",
                                events.total() + unreadable.size(),
                                unreadable.size(),
                                unreadable.stream().limit(3).toList(),
                                events.of("events-lost"))),
                new Verdict(
                        traces == 0,
                        "no stack trace on standard error",
                        server.stderr().isEmpty()
                                ? "nothing there"
                                : server.stderr().lines().limit(40).toList().toString()),
                new Verdict(exit == 0, "ends by SIGTERM", "exit code " + exit));
    }

    private List<String> remarks(Stage stage, Sampler sampler) {
        var remarks = new ArrayList<String>();
        remarks.add(String.format(
                "%s under full load: %d idle, %d players, %d a second that come and go; seed %d",
                settings.length(), settings.idle(), settings.players(), settings.churnPerSecond(), settings.seed()));
        remarks.add(String.format(
                "each stream: %.1f pictures and as many sounds a second, %d kbit/s",
                1000.0 / Frame.MILLIS, Frame.BYTES_PER_SECOND * 8 / 1000));
        remarks.add(sampler.usage() + "; " + stage.lag());
        remarks.add("done: " + stage.ledger().counts());
        remarks.add("events: " + events.counts());
        return remarks;
    }
}
