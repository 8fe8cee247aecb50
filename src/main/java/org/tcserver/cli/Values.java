package org.tcserver.cli;

import static java.util.Map.entry;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.HostPort;
import org.tcserver.http.WebOrigin;
import org.tcserver.net.AddressRange;
import org.tcserver.net.Addresses;
import org.tcserver.server.MasterKey;
import org.tcserver.server.Redirection.Credentials;
import org.tcserver.server.Redirection.Redirector;

/** Parses the values of flags. Every error contains the flag, and the value if that is not secret. */
final class Values {
    /** Represents infinity. Sums and small multiples of it, in nanoseconds, fit into a long. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private static final String NOT_A_REDIRECTOR = "not a redirector like name@127.0.0.1:1935,[::1]:1935";

    private static final String INFINITY = "inf";
    private static final Pattern SECONDS = Pattern.compile("\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ADDRESS = Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    private static final Pattern INTEGER =
            Pattern.compile("\\+?(0[xX][0-9A-Fa-f]{1,15}|0[0-7]{0,15}|[1-9][0-9]{0,15})");

    /** The names in the IANA registry. */
    private static final Map<String, Integer> DSCP_NAMES = Map.ofEntries(
            entry("CS0", 0),
            entry("CS1", 8),
            entry("CS2", 16),
            entry("CS3", 24),
            entry("CS4", 32),
            entry("CS5", 40),
            entry("CS6", 48),
            entry("CS7", 56),
            entry("AF11", 10),
            entry("AF12", 12),
            entry("AF13", 14),
            entry("AF21", 18),
            entry("AF22", 20),
            entry("AF23", 22),
            entry("AF31", 26),
            entry("AF32", 28),
            entry("AF33", 30),
            entry("AF41", 34),
            entry("AF42", 36),
            entry("AF43", 38),
            entry("EF", 46),
            entry("VOICE-ADMIT", 44),
            entry("LE", 1));

    private Values() {}

    /** Parses a file's path; does not check whether the file exists. */
    static Path file(String flag, String value) throws UsageException {
        try {
            if (value.isEmpty()) {
                throw new UsageException("-" + flag + ": the name of a file is needed");
            }
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException("-" + flag + " " + value + ": not a file name");
        }
    }

    /** Parses the origin of a web page, in the form that browsers use. */
    static WebOrigin origin(String flag, String value) throws UsageException {
        return WebOrigin.of(value).orElseThrow(() -> bad(flag, value, "not an origin like https://example.com"));
    }

    /** Parses a host name, and returns it in lower case. */
    static String hostName(String flag, String value) throws UsageException {
        return HostPort.of(value)
                .filter(host -> host.port() < 0)
                .map(HostPort::name)
                .orElseThrow(() -> bad(flag, value, "not a host name like live.example.com"));
    }

    /** Parses a number of seconds: decimal, not negative; {@code inf} is longer than any server runs. */
    static Duration seconds(String flag, String value) throws UsageException {
        if (value.equals(INFINITY)) {
            return LONGEST;
        }
        double seconds = SECONDS.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
        if (!Double.isFinite(seconds)) {
            throw bad(flag, value, "not a number of seconds");
        }
        return Duration.ofNanos(Math.round(Math.min(seconds, (double) LONGEST.toSeconds()) * 1e9));
    }

    /** Parses a number of seconds above 0. */
    static Duration someSeconds(String flag, String value) throws UsageException {
        var seconds = seconds(flag, value);
        if (seconds.isZero()) {
            throw bad(flag, value, "must be more than 0");
        }
        return seconds;
    }

    /** Parses a number of seconds up to {@code most}. */
    static Duration seconds(String flag, String value, Duration most) throws UsageException {
        var duration = seconds(flag, value);
        if (duration.compareTo(most) > 0) {
            throw bad(flag, value, "more than " + most.toSeconds() + " seconds");
        }
        return duration;
    }

    /** Parses an IPv4 literal, or an IPv6 literal in brackets, and a port. Does not resolve names. */
    static InetSocketAddress address(String flag, String value) throws UsageException {
        var address = parseAddress(value);
        if (address == null) {
            throw bad(flag, value, "not an address like 127.0.0.1:1935 or [::1]:1935");
        }
        return address;
    }

    /** Parses a DiffServ code point by name, or by number in C's decimal, octal or hexadecimal notation. */
    static int dscp(String flag, String value) throws UsageException {
        var named = DSCP_NAMES.get(value);
        if (named != null) {
            return named;
        }
        long number = INTEGER.matcher(value).matches() ? Long.decode(value) : -1;
        if (number < 0 || number > 63) {
            throw bad(
                    flag,
                    value,
                    "not a DiffServ codepoint: give 0 to 63, CS0 to CS7, AF11 to AF43, EF, VOICE-ADMIT or LE");
        }
        return (int) number;
    }

    /** Parses a whole number, 0 or more. */
    static int count(String flag, String value) throws UsageException {
        if (!COUNT.matcher(value).matches()) {
            throw bad(flag, value, "not a whole number up to 999999999");
        }
        return Integer.parseInt(value);
    }

    /** Parses a key in a line of a file: {@code text:} or {@code hex:}, and the key. */
    static MasterKey key(LineFile.Line line) throws UsageException {
        var text = line.text();
        if (text.startsWith("text:")) {
            return textKey(line::bad, text.substring("text:".length()));
        }
        if (text.startsWith("hex:")) {
            return hexKey(line::bad, text.substring("hex:".length()));
        }
        throw line.bad("not like text:KEY or hex:DIGITS");
    }

    /** Parses a line of a file, {@code user:password}. */
    static Credentials credentials(LineFile.Line line) throws UsageException {
        int colon = line.text().indexOf(':');
        if (colon < 0) {
            throw line.bad("not like user:password");
        }
        return new Credentials(line.text().substring(0, colon), line.text().substring(colon + 1));
    }

    static MasterKey textKey(String flag, String value) throws UsageException {
        return textKey(why -> badSecret(flag, why), value);
    }

    static MasterKey hexKey(String flag, String value) throws UsageException {
        return hexKey(why -> badSecret(flag, why), value);
    }

    private static MasterKey textKey(Function<String, UsageException> bad, String value) throws UsageException {
        if (value.isEmpty()) {
            throw bad.apply("an empty key");
        }
        return MasterKey.ofText(value);
    }

    private static MasterKey hexKey(Function<String, UsageException> bad, String value) throws UsageException {
        if (value.isEmpty()) {
            throw bad.apply("an empty key");
        }
        if (!HEX.matcher(value).matches()) {
            throw bad.apply("not a key in hexadecimal");
        }
        if (value.length() % 2 != 0) {
            throw bad.apply("an odd number of hexadecimal digits; each byte of the key has two");
        }
        return MasterKey.ofHex(value);
    }

    /** Parses {@code name@ip:port}, with further addresses after commas. */
    static Redirector redirector(String flag, String value) throws UsageException {
        int at = value.indexOf('@');
        if (at < 0) {
            throw bad(flag, value, NOT_A_REDIRECTOR);
        }
        var addresses = new ArrayList<InetSocketAddress>();
        for (var part : value.substring(at + 1).split(",", -1)) {
            var address = parseAddress(part);
            if (address == null) {
                throw bad(flag, value, NOT_A_REDIRECTOR);
            }
            addresses.add(address);
        }
        return new Redirector(value.substring(0, at), addresses);
    }

    /** Parses {@code user:password}; a password may contain further colons. */
    static Credentials credentials(String flag, String value) throws UsageException {
        int colon = value.indexOf(':');
        if (colon < 0) {
            throw badSecret(flag, "not like user:password");
        }
        return new Credentials(value.substring(0, colon), value.substring(colon + 1));
    }

    private static @Nullable InetSocketAddress parseAddress(String value) {
        var parts = ADDRESS.matcher(value);
        if (!parts.matches()) {
            return null;
        }
        var host = parts.group(1);
        int port = Integer.parseInt(parts.group(2));
        boolean isIpv6 = host.startsWith("[");
        var address = Addresses.parse(isIpv6 ? host.substring(1, host.length() - 1) : host);
        boolean isRight = address instanceof Inet6Address == isIpv6 && port <= 0xffff;
        return isRight && address != null ? new InetSocketAddress(address, port) : null;
    }

    /** Parses addresses and ranges, separated by commas. */
    static List<AddressRange> ranges(String flag, String value) throws UsageException {
        var ranges = new ArrayList<AddressRange>();
        for (var part : value.split(",", -1)) {
            try {
                ranges.add(AddressRange.parse(part));
            } catch (IllegalArgumentException e) {
                throw bad(flag, part.isEmpty() ? value : part, String.valueOf(e.getMessage()));
            }
        }
        return ranges;
    }

    private static UsageException bad(String flag, String value, String why) {
        return new UsageException("-" + flag + " " + value + ": " + why);
    }

    private static UsageException badSecret(String flag, String why) {
        return new UsageException("-" + flag + ": " + why);
    }
}
