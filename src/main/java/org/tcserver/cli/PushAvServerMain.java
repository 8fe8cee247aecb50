package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.tcserver.cli.PushAvServerOptions.Request;
import org.tcserver.event.Diagnostics;
import org.tcserver.server.PushAvConfig;
import org.tcserver.server.PushAvServer;

/** The command {@code pushavserver}: runs a Push AV server until a signal stops it. */
public final class PushAvServerMain {
    /** Time for uploads in progress to finish after a signal; a second signal ends them at once. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    /** Threads whose death ends the process; "HTTP-Dispatcher" belongs to the JDK's HTTP server. */
    private static final Set<String> VITAL_THREADS = Set.of("HTTP-Dispatcher", "state-files", "status", "timers");

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    private final PrintStream out;
    private final PrintStream err;

    PushAvServerMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and exits with 0, or with 1 after an error. */
    public static void main(String[] args) {
        CarrierThreads.provide();
        Diagnostics.install();
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        Thread.setDefaultUncaughtExceptionHandler(new VitalThreads(
                thread -> VITAL_THREADS.contains(thread.getName()),
                (thread, failure) -> {},
                () -> System.exit(FAILURE)));
        System.exit(new PushAvServerMain(out, System.err).run(List.of(args)));
    }

    int run(List<String> args) {
        try {
            return switch (PushAvServerOptions.parse(args)) {
                case Request.Help() -> print(PushAvServerOptions.usage());
                case Request.Version() -> print("pushavserver " + Version.text() + "\n");
                case Request.Serve(var config) -> serve(config);
            };
        } catch (UsageException e) {
            return fail(e.getMessage() + "\ntry 'pushavserver -h'\n");
        } catch (IOException e) {
            return fail(e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILURE;
        }
    }

    private int serve(PushAvConfig config) throws IOException, InterruptedException {
        var signals = new Semaphore(0);
        Signals.on("INT", signals::release);
        Signals.on("TERM", signals::release);
        Signals.on("HUP", () -> {}); // an early reload signal must not end the server
        try (var server = PushAvServer.start(config)) {
            Signals.on("HUP", server::reload);
            var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
            print("Running on https://" + host + ":" + server.port() + " (CTRL + C to quit)\n");
            for (var metrics : server.metrics()) {
                print("Metrics on http://" + metrics + "/metrics\n");
            }
            signals.acquire();
            drain(server, signals);
        }
        return SUCCESS;
    }

    private static void drain(PushAvServer server, Semaphore signals) throws InterruptedException {
        var draining = Thread.currentThread();
        var impatient = Thread.ofPlatform().daemon().name("second-signal").start(() -> {
            signals.acquireUninterruptibly();
            draining.interrupt();
        });
        try {
            server.drain(DRAIN_LIMIT);
        } catch (InterruptedException e) {
            impatient.interrupt(); // stop at once, as requested
        }
    }

    private int print(String text) {
        out.print(text);
        out.flush();
        return SUCCESS;
    }

    private int fail(String text) {
        err.print("pushavserver: " + text);
        err.flush();
        return FAILURE;
    }
}
