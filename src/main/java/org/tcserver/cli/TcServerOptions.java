package org.tcserver.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcserver.server.MasterKey;
import org.tcserver.server.ServerConfig;

/** The flags of {@code tcserver}: their names, meanings and parsing. */
final class TcServerOptions {
    /** Flags whose value is a secret, possibly joined to others. */
    private static final Pattern SECRET = Pattern.compile("-[A-Za-z]*[kKl]");

    /** The request of a command line. */
    sealed interface Request {
        /** Print the usage. */
        record Help() implements Request {}

        /** Print the version. */
        record Version() implements Request {}

        /** Print the tokens for {@code apps}; each is an App's name, or a user name, {@code @} and an App's name. */
        record Tokens(MasterKey key, List<String> apps) implements Request {}

        /** Run a server. */
        record Serve(ServerConfig config) implements Request {}
    }

    /**
     * A flag.
     *
     * @param name without the first dash: a letter, or a dash and a word
     * @param value a name for its value; empty if it takes none
     */
    record Option(String name, String value, String meaning) {
        private boolean isLong() {
            return name.startsWith("-");
        }

        private String rule() {
            return (isLong() ? name.substring(1) : name) + (value.isEmpty() ? "" : ":");
        }

        private String usage() {
            return "  %-14s -- %s\n".formatted("-" + name + " " + value, meaning);
        }
    }

    static final List<Option> ALL = List.of(
            new Option("B", "addr:port", "listen for rtmfp on UDP addr:port; repeatable"),
            new Option("b", "addr:port", "listen for rtmp on TCP addr:port; repeatable"),
            new Option("s", "addr:port", "listen for rtmp-simple on TCP addr:port; repeatable"),
            new Option("w", "addr:port", "listen for RTWebSocket on TCP addr:port; repeatable"),
            new Option("-rtmps", "addr:port", "listen for rtmp under TLS on TCP addr:port; repeatable"),
            new Option("-wss", "addr:port", "listen for RTWebSocket under TLS on TCP addr:port; repeatable"),
            new Option("-tls-cert", "file", "certificate of the TLS listeners, with those that issued it (PEM)"),
            new Option("-tls-key", "file", "its private key (PEM); both files may be replaced at any time"),
            new Option("i", "string", "serverInfo in the connect response (default unset)"),
            new Option("V", "sec", "video queue lifetime (default 2.0)"),
            new Option("A", "sec", "audio queue lifetime (default 2.2)"),
            new Option("F", "sec", "finish-by margin (default 0.1)"),
            new Option("e", "sec", "expire previous GOP start-by margin (default 0.1)"),
            new Option("E", "", "don't expire the previous GOP"),
            new Option("C", "sec", "checkpoint queue lifetime (default 4.5)"),
            new Option("r", "sec", "reorder window (rtmfp receive, default 1.0)"),
            new Option("T", "DSCP", "DiffServ codepoint of outgoing packets, 0-63 or a name (default 0)"),
            new Option("X", "sec", "congestion extra delay threshold (default 30)"),
            new Option("-hold", "sec", "how long to keep from players that the publisher left (default 0)"),
            new Option("-merge", "sec", "how long messages may wait for one another on a busy server (default 0.025)"),
            new Option("x", "", "use static Diffie-Hellman keys instead of ephemeral (rtmfp)"),
            new Option("H", "", "don't require HMAC (rtmfp)"),
            new Option("S", "", "don't require session sequence numbers (rtmfp)"),
            new Option("m", "", "allow several connections per session (rtmfp)"),
            new Option(
                    "-keys-file",
                    "file",
                    "add the auth master keys of a file, text:KEY or hex:DIGITS a line; repeatable"),
            new Option("-redirector-auth-file", "file", "add the redirector credentials of a file, user:passwd a line"),
            new Option("-args-file", "file", "read further arguments here, one a line"),
            new Option("k", "text", "add an auth master key (text); repeatable"),
            new Option("K", "hex", "add an auth master key (hexadecimal); repeatable"),
            new Option("L", "redirector", "register with name@ip:port[,ip:port...] (rtmfp); repeatable"),
            new Option("l", "user:passwd", "add redirector credentials; repeatable"),
            new Option("d", "addr:port", "advertise addr:port at the redirectors; repeatable"),
            new Option("D", "", "don't advertise the derived (reflexive) address at the redirectors"),
            new Option("-metrics", "addr:port", "tell metrics, health and state by HTTP on addr:port; repeatable"),
            new Option(
                    "-allow-origin", "origin", "let web pages of this origin use RTWebSocket, * for any; repeatable"),
            new Option(
                    "-public-name", "name", "a name of this server, for pages and the lists of --metrics; repeatable"),
            new Option("-proxy-protocol", "cidr[,cidr]", "expect a PROXY header on TCP from there; repeatable"),
            new Option("-trusted-proxy", "cidr[,cidr]", "believe X-Forwarded-For from there; repeatable"),
            new Option("-max-connections", "n", "connections at a time (default 10000), 0 for any number; as below"),
            new Option("-max-connections-per-address", "n", "connections at a time from one address (default 0)"),
            new Option("-max-connect-rate", "n", "connections a second from one address (default 0)"),
            new Option("-max-messages", "n", "relay and broadcast commands a second of one client (default 100)"),
            new Option("-max-message-bytes", "n", "bytes of values in such a command (default 65536)"),
            new Option(
                    "-max-messages-waiting", "n", "bytes of such messages that wait for one client (default 1048576)"),
            new Option("-max-streams", "n", "streams that are published at a time (default 10000)"),
            new Option("-handshake-timeout", "sec", "time to shake hands, and to connect then (default 30)"),
            new Option("-silent-publisher", "sec", "end a publish that sends nothing for so long (default 0)"),
            new Option("t", "sec", "shutdown deadline on SIGTERM (default 300)"),
            new Option("c", "", "keep accepting connections while shutting down"),
            new Option("v", "", "log more; repeatable"),
            new Option("h", "", "show this help (also --help; --version shows the version)"));

    private static final Getopt.Grammar GRAMMAR = new Getopt.Grammar(
            ALL.stream().filter(option -> !option.isLong()).map(Option::rule).collect(Collectors.joining()),
            Stream.concat(
                            Stream.of("help", "version"),
                            ALL.stream().filter(Option::isLong).map(Option::rule))
                    .toList());

    private TcServerOptions() {}

    /** Parses a command line; a {@link UsageException} describes an error. */
    static Request parse(List<String> args, Surroundings surroundings) throws UsageException {
        var line = Getopt.split(GRAMMAR, args, flag -> argumentsOf(flag, surroundings));
        var builder = new ServerConfigBuilder(surroundings);
        for (var flag : line.flags()) {
            switch (flag.name()) {
                case "h", "-help" -> {
                    return new Request.Help();
                }
                case "-version" -> {
                    return new Request.Version();
                }
                default -> apply(flag, builder);
            }
        }
        return line.operands().isEmpty()
                ? new Request.Serve(builder.build())
                : new Request.Tokens(builder.onlyKey(), line.operands());
    }

    private static @Nullable List<Getopt.Argument> argumentsOf(Getopt.Flag flag, Surroundings surroundings)
            throws UsageException {
        if (!flag.name().equals("-args-file")) {
            return null;
        }
        if (!flag.origin().isEmpty()) {
            throw flag.at(new UsageException("--args-file: not in such a file itself"));
        }
        var file = Values.file(flag.name(), flag.requiredValue());
        var lines = surroundings.files().read("--args-file", file);
        if (lines.stream().anyMatch(line -> SECRET.matcher(line.text()).lookingAt())) {
            surroundings.warnOfReaders("--args-file", file);
        }
        return lines.stream()
                .map(line -> new Getopt.Argument(line.text(), line.origin()))
                .toList();
    }

    private static void apply(Getopt.Flag flag, ServerConfigBuilder builder) throws UsageException {
        try {
            builder.apply(flag);
        } catch (UsageException e) {
            throw flag.at(e);
        }
    }

    /** Returns the usage text. */
    static String usage() {
        var flags = ALL.stream().map(Option::usage).collect(Collectors.joining());
        return """
                usage: tcserver (-B|-b|-s|-w addr:port)... [options]   -- server
                usage: tcserver (--keys-file file|-k text|-K hex) app...   -- auth token calculator
                %s
                signals:
                  SIGINT  -- shut down now
                  SIGTERM -- shut down when all clients have left, or at the deadline; a second one: now
                  SIGHUP  -- read keys and certificates again
                  SIGUSR1 -- print stats
                  SIGUSR2 -- print all clients and streams
                """.formatted(flags);
    }
}
