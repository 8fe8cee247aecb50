package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.tcserver.cli.TcServerOptions.Request;
import org.tcserver.event.Diagnostics;
import org.tcserver.server.ConfigReader;
import org.tcserver.server.MasterKey;
import org.tcserver.server.ServerConfig;
import org.tcserver.server.StartException;
import org.tcserver.server.TcServer;

/** The command {@code tcserver}: runs a server, or calculates authentication tokens. */
public final class TcServerMain {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    /** Runs a server until it ends. */
    interface Launcher {
        /** Runs the server; {@code reader} reads the same arguments again. */
        void serve(ServerConfig config, ConfigReader reader) throws StartException, InterruptedException;
    }

    private final PrintStream out;
    private final PrintStream err;
    private final Launcher server;
    private final Map<String, String> environment;

    /**
     * Creates the command with its dependencies.
     *
     * @param server runs a server until it ends
     */
    TcServerMain(PrintStream out, PrintStream err, Map<String, String> environment, Launcher server) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.server = server;
    }

    /** Runs the command and exits with 0, or with 1 after an error. */
    public static void main(String[] args) {
        CarrierThreads.provide();
        Diagnostics.install();
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        System.exit(new TcServerMain(out, System.err, System.getenv(), TcServerMain::serveUntilEnd).run(List.of(args)));
    }

    /** Runs the server and handles signals until it has ended. */
    private static void serveUntilEnd(ServerConfig config, ConfigReader reader)
            throws StartException, InterruptedException {
        Signals.on("HUP", () -> {}); // an early reload signal must not end the server
        var server = TcServer.bind(config);
        // all platform threads of the server are vital; each connection has a virtual thread
        Thread.setDefaultUncaughtExceptionHandler(
                new VitalThreads(thread -> !thread.isVirtual(), server::logDeath, () -> System.exit(FAILURE)));
        Signals.on("HUP", () -> server.reload(reader));
        Signals.on("INT", server::stop);
        Signals.on("TERM", server::shutDown);
        Signals.on("USR1", server::logStats);
        Signals.on("USR2", server::logClients);
        server.run();
    }

    int run(List<String> args) {
        try {
            return switch (parse(args)) {
                case Request.Help() -> print(TcServerOptions.usage());
                case Request.Version() -> print("tcserver " + Version.text() + "\n");
                case Request.Tokens(var key, var apps) -> printTokens(key, apps);
                case Request.Serve(var config) -> serve(config, () -> readAgain(args));
            };
        } catch (UsageException e) {
            return fail(e.getMessage() + "\ntry 'tcserver -h'\n");
        }
    }

    private Request parse(List<String> args) throws UsageException {
        return TcServerOptions.parse(args, new Surroundings(environment, LineFile::read, this::warn));
    }

    private ServerConfig readAgain(List<String> args) throws StartException {
        try {
            if (parse(args) instanceof Request.Serve(var config)) {
                return config;
            }
            throw new StartException("the arguments ask for no server any more", null);
        } catch (UsageException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private int serve(ServerConfig config, ConfigReader reader) {
        try {
            server.serve(config, reader);
            return SUCCESS;
        } catch (StartException e) {
            return fail(e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILURE;
        }
    }

    private int printTokens(MasterKey key, List<String> apps) {
        for (var app : apps) {
            adviseOn(app);
            print(tokenLine(app, key.token(app)));
        }
        return SUCCESS;
    }

    /**
     * Warns about a doubtful name. The token is still calculated as requested, because the original server may need it.
     */
    private void adviseOn(String app) {
        MasterKey.warnings(app).forEach(warning -> warn("'" + app + "': " + warning));
        var plain = MasterKey.plainMessage(app);
        if (!plain.equals(app)) {
            warn("'" + app + "': slashes around the name of an App do not count; the token for '" + plain
                    + "' works with them and without");
        }
    }

    /** Returns the JSON line of a token, with its members in a fixed order, unlike events. */
    private static String tokenLine(String app, String token) {
        var line = new StringWriter();
        try (var json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("@type", "auth");
            json.writeStringField("app", app);
            json.writeStringField("token", token);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return line.append('\n').toString();
    }

    private int print(String text) {
        out.print(text);
        out.flush();
        return SUCCESS;
    }

    private void warn(String text) {
        err.print("tcserver: warning: " + text + "\n");
        err.flush();
    }

    private int fail(String text) {
        err.print("tcserver: " + text);
        err.flush();
        return FAILURE;
    }
}
