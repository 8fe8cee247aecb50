package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.cli.TcServerOptions.Request;
import org.tcserver.http.OriginPolicy;
import org.tcserver.http.WebOrigin;
import org.tcserver.server.Access;
import org.tcserver.server.Limits;
import org.tcserver.server.Listeners;
import org.tcserver.server.MasterKey;
import org.tcserver.server.Proxies;
import org.tcserver.server.RealTime;
import org.tcserver.server.Redirection;
import org.tcserver.server.ServerConfig;
import org.tcserver.server.Transport;

final class TcServerOptionsTest {
    private static final String SECRET = "s3cr3t";

    private static Request parse(List<String> args) throws UsageException {
        return TcServerOptions.parse(args, new Surroundings(Map.of(), LineFile::read, warning -> {}));
    }

    private static ServerConfig config(String... args) throws UsageException {
        return ((Request.Serve) parse(List.of(args))).config();
    }

    /** The configuration of a server that listens, and has these flags besides. */
    private static ServerConfig with(String flags) throws UsageException {
        return config(("-b 127.0.0.1:0 " + flags).split(" "));
    }

    private static String error(String... args) {
        return String.valueOf(
                assertThrows(UsageException.class, () -> parse(List.of(args))).getMessage());
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Test
    void defaultsAreThoseOfTheManual() throws UsageException {
        assertEquals(
                new ServerConfig(
                        new Listeners(
                                List.of(),
                                List.of(address("127.0.0.1", 1935)),
                                List.of(),
                                List.of(),
                                Listeners.Secure.NONE),
                        new Access(List.of(), null, OriginPolicy.DEFAULT),
                        new RealTime(
                                new RealTime.Lifetimes(
                                        Duration.ofSeconds(2), Duration.ofMillis(2_200), Duration.ofMillis(4_500)),
                                Duration.ofMillis(100),
                                new RealTime.PreviousGop(true, Duration.ofMillis(100)),
                                Duration.ZERO),
                        new Transport(
                                0,
                                Duration.ofSeconds(30),
                                Duration.ofMillis(25),
                                new Transport.Rtmfp(Duration.ofSeconds(1), false, true, true, false),
                                new Redirection(List.of(), List.of(), List.of(), true)),
                        new Limits(
                                new Limits.Connections(10_000, 0, 0),
                                new Limits.Messages(100, 65_536, 1_048_576),
                                10_000,
                                Duration.ofSeconds(30),
                                Duration.ZERO),
                        Proxies.NONE,
                        new ServerConfig.Operation(Duration.ofSeconds(300), false, 0, List.of())),
                config("-b", "127.0.0.1:1935"));
    }

    @Test
    void listenersMayBeRepeated() throws UsageException {
        assertEquals(
                new Listeners(
                        List.of(address("0.0.0.0", 1935), address("::", 1935)),
                        List.of(address("127.0.0.1", 0)),
                        List.of(address("::1", 65535)),
                        List.of(address("10.255.0.1", 80)),
                        Listeners.Secure.NONE),
                config("-B0.0.0.0:1935", "-b", "127.0.0.1:0", "-B[::]:1935", "-s", "[::1]:65535", "-w", "10.255.0.1:80")
                        .listeners());
    }

    @Test
    void listenersUnderTlsNeedACertificateAndItsKey() throws UsageException {
        var secure = with("--tls-cert c.pem --tls-key k.pem --rtmps 0.0.0.0:443 --wss [::]:8443 --rtmps [::1]:1")
                .listeners()
                .secure();
        assertEquals(
                new Listeners.Secure(
                        List.of(address("0.0.0.0", 443), address("::1", 1)),
                        List.of(address("::", 8443)),
                        Path.of("c.pem"),
                        Path.of("k.pem")),
                secure);
        var missing = "--rtmps, --wss: need --tls-cert and --tls-key";
        assertEquals(missing, error("--rtmps", "0.0.0.0:443"));
        assertEquals(missing, error("-b", "0.0.0.0:1935", "--wss", "0.0.0.0:443"));
        assertEquals("--tls-cert: needs --tls-key, too", error("-b", "0.0.0.0:1935", "--tls-cert", "c.pem"));
        assertEquals("--tls-key: needs --tls-cert, too", error("-b", "0.0.0.0:1935", "--tls-key", "k.pem"));
        assertEquals(
                "--tls-cert, --tls-key: no listener uses them; add --rtmps or --wss",
                error("-b", "0.0.0.0:1935", "--tls-cert", "c.pem", "--tls-key", "k.pem"));
    }

    @Test
    void durations() throws UsageException {
        var realTime = with("-V 1.5 -A .25 -F 0 -e 1e-1 -C 10.").realTime();
        assertEquals(Duration.ofMillis(1_500), realTime.lifetimes().video());
        assertEquals(Duration.ofMillis(250), realTime.lifetimes().audio());
        assertEquals(Duration.ofSeconds(10), realTime.lifetimes().checkpoint());
        assertEquals(Duration.ZERO, realTime.finishByMargin());
        assertEquals(new RealTime.PreviousGop(true, Duration.ofMillis(100)), realTime.previousGop());
        assertEquals(Duration.ofMillis(500), with("-r 0.5").transport().rtmfp().reorderWindow());
        assertEquals(Duration.ofSeconds(60), with("-X +60").transport().congestionDelay());
        assertEquals(Duration.ofSeconds(5), with("-t5").operation().shutdownDeadline());
        assertTrue(with("-t 1e300").operation().shutdownDeadline().toNanos() > 0);
    }

    @Test
    void switches() throws UsageException {
        assertFalse(with("-E").realTime().previousGop().expires());
        var rtmfp = with("-xHSm").transport().rtmfp();
        assertEquals(new Transport.Rtmfp(Duration.ofSeconds(1), true, false, false, true), rtmfp);
        assertFalse(with("-D").transport().redirection().advertisesReflexive());
        assertEquals(
                new ServerConfig.Operation(Duration.ofMinutes(5), true, 3, List.of(address("127.0.0.1", 9100))),
                with("-vcvv --metrics 127.0.0.1:9100").operation());
    }

    @Test
    void pagesAndNames() throws UsageException {
        var pages =
                with("--allow-origin https://A.example:443 --allow-origin=http://b:8080 --public-name Live.example.com.")
                        .access()
                        .pages();
        var origins = Stream.of("https://a.example", "http://b:8080")
                .map(text -> WebOrigin.of(text).orElseThrow())
                .collect(Collectors.toSet());
        assertEquals(new OriginPolicy(origins, false, Set.of("live.example.com")), pages);
        assertTrue(with("--allow-origin *").access().pages().allowsAny());
        assertEquals(
                "--allow-origin a.example: not an origin like https://example.com",
                error("-b127.0.0.1:0", "--allow-origin", "a.example"));
        assertEquals(
                "--public-name a.example:80: not a host name like live.example.com",
                error("-b127.0.0.1:0", "--public-name", "a.example:80"));
    }

    @Test
    void theLastOfAKindWins() throws UsageException {
        assertEquals(Duration.ofSeconds(2), with("-t 1 -t 2").operation().shutdownDeadline());
        assertEquals("two", with("-i one -i two").access().serverInfo());
        assertEquals(
                "two words", config("-b127.0.0.1:0", "-i", "two words").access().serverInfo());
    }

    @Test
    void keys() throws UsageException {
        assertEquals(
                List.of(MasterKey.ofText("supersecret"), MasterKey.ofText("é"), MasterKey.ofHex("00ff")),
                with("-k supersecret -ké -K 00fF").access().masterKeys());
    }

    @Test
    void redirection() throws UsageException {
        var redirection = config(
                        "-B127.0.0.1:0",
                        "-La@10.0.0.1:1,[::1]:2",
                        "-L",
                        "b@10.0.0.2:3",
                        "-Lb@10.0.0.4:5",
                        "-Lb@10.0.0.2:3",
                        "-lme:pass:word",
                        "-lyou:",
                        "-lme:pass:word",
                        "-d10.0.0.3:4")
                .transport()
                .redirection();
        assertEquals(
                new Redirection(
                        List.of(
                                new Redirection.Redirector("a", List.of(address("10.0.0.1", 1), address("::1", 2))),
                                new Redirection.Redirector("b", List.of(address("10.0.0.2", 3))),
                                new Redirection.Redirector("b", List.of(address("10.0.0.4", 5)))),
                        List.of(new Redirection.Credentials("me", "pass:word"), new Redirection.Credentials("you", "")),
                        List.of(address("10.0.0.3", 4)),
                        true),
                redirection);
        assertEquals("-l: another password for a user who has one already", error("-lme:one", "-lme:two"));
        assertEquals(
                "pass:word",
                with("-lme:pass:word")
                        .transport()
                        .redirection()
                        .credentials()
                        .getFirst()
                        .password());
    }

    @Test
    void helpAndVersion() throws UsageException {
        assertInstanceOf(Request.Help.class, parse(List.of("-h")));
        assertInstanceOf(Request.Help.class, parse(List.of("app", "--help")));
        assertInstanceOf(Request.Version.class, parse(List.of("--version")));
    }

    @Test
    void anyOperandMeansTheCalculator() throws UsageException {
        assertEquals(
                new Request.Tokens(MasterKey.ofText("supersecret"), List.of("live/1", "mike@live/1")),
                parse(List.of("live/1", "-b127.0.0.1:1935", "-ksupersecret", "mike@live/1")));
        assertEquals(new Request.Tokens(MasterKey.ofHex("0a"), List.of("-k")), parse(List.of("-K0a", "--", "-k")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "", "-1", "-0", "1,5", "NaN", "nan", "Infinity", "1e999", "0x10", "5s", " 5", "1d", "."})
    void badSeconds(String value) {
        for (var flag : List.of("-V", "-A", "-F", "-e", "-C", "-r", "-X", "--hold", "--merge", "-t")) {
            assertEquals(flag + " " + value + ": not a number of seconds", error("-b127.0.0.1:0", flag, value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:1935",
                "127.0.0.1",
                "1935",
                ":1935",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.0.0.1:+1",
                "127.0.0.1:rtmp",
                "127.0.0.1:123456",
                "127.1:1935",
                "127.0.0.256:1935",
                "127.0.0.1.1:1935",
                "127.0.00.1:1935",
                "127.0.0.010:1935",
                "::1:1935",
                "[::1]",
                "[::1:1935",
                "[:::]:1935",
                "[127.0.0.1]:1935",
                "[::ffff:127.0.0.1]:1935",
                "[fe80::1%lo]:1935",
                "[dead]:1935",
                "beef:1935",
            })
    void badAddresses(String value) {
        for (var flag : List.of("-B", "-b", "-s", "-w", "-d")) {
            assertEquals(flag + " " + value + ": not an address like 127.0.0.1:1935 or [::1]:1935", error(flag, value));
        }
    }

    @Test
    void badRedirectors() {
        assertTrue(error("-B127.0.0.1:0", "-L", "10.0.0.1:1").startsWith("-L 10.0.0.1:1: not a redirector"));
        assertTrue(error("-B127.0.0.1:0", "-L", "a@").startsWith("-L a@: not a redirector"));
        assertTrue(error("-B127.0.0.1:0", "-L", "a@10.0.0.1:1,").startsWith("-L a@10.0.0.1:1,: not a redirector"));
        assertTrue(error("-B127.0.0.1:0", "-L", "a@host:1").startsWith("-L a@host:1: not a redirector"));
        assertEquals("-L a: redirectors need -B", error("-b127.0.0.1:0", "-La@10.0.0.1:1"));
    }

    @Test
    void badCommandLines() {
        assertEquals("-B, -b, -s, -w, --rtmps, --wss: at least one address to listen on is needed", error());
        assertEquals(
                "-B, -b, -s, -w, --rtmps, --wss: at least one address to listen on is needed",
                error("-v", "-k", SECRET));
        assertEquals("--keys-file, -k, -K: exactly one key is needed to calculate tokens, not 0", error("live"));
        assertEquals(
                "--keys-file, -k, -K: exactly one key is needed to calculate tokens, not 2",
                error("live", "-ka", "-K0b"));
        assertEquals("-Z: unknown flag", error("-Z"));
        assertEquals("-b: a value is missing", error("-b"));
    }

    @Test
    void messagesAreOneLine() {
        assertEquals("-V 1?2??: not a number of seconds", error("-V", "1\n2\u001b\u2028"));
    }

    @Test
    void secretsAreNeverSaid() throws UsageException {
        assertEquals("-K: not a key in hexadecimal", error("-K", SECRET));
        assertEquals("-K: not a key in hexadecimal", error("-K0a0" + SECRET));
        assertEquals("-K: an odd number of hexadecimal digits; each byte of the key has two", error("-Kabc"));
        assertEquals("-K: an empty key", error("-K", ""));
        assertEquals("-k: an empty key", error("-k", ""));
        assertEquals("-l: not like user:password", error("-l", SECRET));
        for (var flag : TcServerOptions.ALL) {
            var message = error("-k" + SECRET, "-lme:" + SECRET, "-Kzz", "-" + flag.name());
            assertFalse(message.contains(SECRET), message);
        }
        var config = with("-k " + SECRET + " -l me:" + SECRET + " -K 736563").toString();
        assertFalse(config.contains(SECRET) || config.contains("7363"), config);
    }

    @Test
    void usageNamesEveryFlagOnce() {
        var usage = TcServerOptions.usage();
        for (var option : TcServerOptions.ALL) {
            assertEquals(
                    1,
                    usage.lines()
                            .filter(line -> line.startsWith("  -" + option.name() + " "))
                            .count());
        }
        assertTrue(usage.lines().allMatch(line -> line.length() <= 100));
    }
}
