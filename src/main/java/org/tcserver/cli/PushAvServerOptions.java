package org.tcserver.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.WebOrigin;
import org.tcserver.server.PushAvConfig;

/** The flags of {@code pushavserver}: their names, meanings and parsing. */
final class PushAvServerOptions {
    /** The request of a command line. */
    sealed interface Request {
        /** Print the usage. */
        record Help() implements Request {}

        /** Print the version. */
        record Version() implements Request {}

        /** Run a server. */
        record Serve(PushAvConfig config) implements Request {}
    }

    /**
     * A flag.
     *
     * @param value a name for its value; empty if it takes none
     */
    record Option(String name, String value, String meaning) {
        private String usage() {
            return "  --%-24s -- %s\n".formatted(name + (value.isEmpty() ? "" : " " + value), meaning);
        }
    }

    static final List<Option> ALL = List.of(
            new Option("host", "host", "name or address to listen on (default localhost)"),
            new Option("port", "port", "TCP port to listen on, 0 for a free one (default 1234)"),
            new Option("working-directory", "dir", "where all is kept (default a temporary folder)"),
            new Option("dns", "name", "advertise the server over mDNS under this instance name"),
            new Option("server-ip", "address", "an address that clients use, for the server's certificate"),
            new Option("strict-mode", "", "refuse uploads that break a rule"),
            new Option("max-upload-bytes", "count", "how long an upload may be (default 4294967296)"),
            new Option("allow-origin", "origin", "let web pages of this origin change things; repeatable"),
            new Option("metrics", "addr:port", "tell metrics and health by HTTP on addr:port; repeatable"),
            new Option("max-age", "time", "remove files that are older: seconds, or with s, m, h or d (default never)"),
            new Option("max-bytes", "count", "remove the oldest files of a stream that has more (default never)"),
            new Option("help", "", "show this help (also -h)"),
            new Option("version", "", "show the version"));

    private static final int DEFAULT_PORT = 1234;
    private static final int MAX_PORT = 65535;
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([smhd]?)");
    private static final Pattern DNS_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 _-]{0,61}[A-Za-z0-9])?");

    private String host = "localhost";
    private int port = DEFAULT_PORT;
    private @Nullable Path workingDirectory;
    private @Nullable String dnsName;
    private @Nullable InetAddress serverAddress;
    private boolean strict;
    private final Set<WebOrigin> pages = new HashSet<>();
    private final List<InetSocketAddress> metrics = new ArrayList<>();
    private long maxUploadBytes = PushAvConfig.DEFAULT_MAX_UPLOAD_BYTES;
    private Duration maxAge = Duration.ZERO;
    private long maxBytes = Long.MAX_VALUE;

    private PushAvServerOptions() {}

    /** Parses a command line; a {@link UsageException} describes an error. */
    static Request parse(List<String> args) throws UsageException {
        return new PushAvServerOptions().read(args);
    }

    static String usage() {
        var usage = new StringBuilder("usage: pushavserver [options]\n");
        ALL.forEach(option -> usage.append(option.usage()));
        return usage.toString();
    }

    private Request read(List<String> args) throws UsageException {
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            int equals = arg.indexOf('=');
            var name = equals < 0 ? arg : arg.substring(0, equals);
            if (name.equals("-h") || name.equals("--help")) {
                return new Request.Help();
            }
            if (name.equals("--version")) {
                return new Request.Version();
            }
            var option = find(name);
            if (option.value().isEmpty()) {
                if (equals >= 0) {
                    throw new UsageException(name + ": takes no value");
                }
                strict = true;
            } else if (equals >= 0) {
                set(option, arg.substring(equals + 1));
            } else if (++i < args.size()) {
                set(option, args.get(i));
            } else {
                throw new UsageException(name + ": a value is missing");
            }
        }
        return new Request.Serve(new PushAvConfig(
                host,
                port,
                Optional.ofNullable(workingDirectory),
                Optional.ofNullable(dnsName),
                Optional.ofNullable(serverAddress),
                strict,
                maxUploadBytes,
                maxAge,
                maxBytes,
                pages,
                metrics));
    }

    private static Option find(String name) throws UsageException {
        return ALL.stream()
                .filter(option -> name.equals("--" + option.name()))
                .findFirst()
                .orElseThrow(() -> new UsageException(name + ": unknown option"));
    }

    private void set(Option option, String value) throws UsageException {
        if (value.isEmpty()) {
            throw new UsageException("--" + option.name() + ": a value is missing");
        }
        switch (option.name()) {
            case "host" -> host = value;
            case "port" -> port = port(value);
            case "working-directory" -> workingDirectory = path(value);
            case "dns" -> dnsName = dnsName(value);
            case "server-ip" -> serverAddress = address(value);
            case "max-upload-bytes" -> maxUploadBytes = bytes(option, value);
            case "max-age" -> maxAge = age(value);
            case "max-bytes" -> maxBytes = bytes(option, value);
            case "allow-origin" -> pages.add(Values.origin("-allow-origin", value));
            case "metrics" -> metrics.add(Values.address("-metrics", value));
            default -> throw new IllegalStateException("no value for " + option.name());
        }
    }

    private static int port(String text) throws UsageException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new UsageException("--port: not a port: " + text);
        }
        return Integer.parseInt(text);
    }

    private static Duration age(String text) throws UsageException {
        var age = AGE.matcher(text);
        if (text.matches("0+[smhd]?")) {
            throw new UsageException("--max-age " + text + ": must be more than 0");
        }
        if (!age.matches()) {
            throw new UsageException("--max-age: not a time like 90, 30m, 12h or 7d: " + text);
        }
        long count = Long.parseLong(age.group(1));
        return switch (age.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofSeconds(count);
        };
    }

    private static long bytes(Option option, String text) throws UsageException {
        if (text.matches("0+")) {
            throw new UsageException("--" + option.name() + " " + text + ": must be more than 0");
        }
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new UsageException("--" + option.name() + ": not a number of bytes: " + text);
        }
        return Long.parseLong(text);
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--working-directory: not a path: " + text);
        }
    }

    private static String dnsName(String text) throws UsageException {
        if (!DNS_NAME.matcher(text).matches()) {
            throw new UsageException("--dns: not 1 to 63 letters, digits, spaces, underscores and hyphens: " + text);
        }
        return text;
    }

    /** Parses an address; never looks up a name. */
    private static InetAddress address(String text) throws UsageException {
        boolean literal = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || text.contains(":");
        try {
            if (literal) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new UsageException("--server-ip: not an address: " + text);
        }
        throw new UsageException("--server-ip: not an address: " + text);
    }
}
