package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.cli.PushAvServerOptions.Request;
import org.tcserver.http.WebOrigin;
import org.tcserver.server.PushAvConfig;

class PushAvServerOptionsTest {
    private static PushAvConfig config(String... args) throws UsageException {
        return assertInstanceOf(Request.Serve.class, PushAvServerOptions.parse(List.of(args)))
                .config();
    }

    @Test
    void defaults() throws Exception {
        var expected = new PushAvConfig(
                "localhost",
                1234,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                4L << 30,
                Duration.ZERO,
                Long.MAX_VALUE,
                Set.of(),
                List.of());
        assertEquals(expected, config());
    }

    @Test
    void valuesAfterSpaceOrEquals() throws Exception {
        var config = config(
                "--host",
                "0.0.0.0",
                "--port=0",
                "--working-directory=/tmp/a=b",
                "--strict-mode",
                "--dns",
                "my cam",
                "--server-ip",
                "192.0.2.7");
        assertEquals("0.0.0.0", config.host());
        assertEquals(0, config.port());
        assertEquals(1_000_000, config("--max-upload-bytes", "1000000").maxUploadBytes());
        assertEquals(Duration.ZERO, config().maxAge());
        assertEquals(Duration.ofSeconds(90), config("--max-age", "90").maxAge());
        assertEquals(Duration.ofDays(7), config("--max-age=7d").maxAge());
        assertEquals(5000, config("--max-bytes", "5000").maxBytes());
        assertEquals(Optional.of(Path.of("/tmp/a=b")), config.workingDirectory());
        assertEquals(Optional.of("my cam"), config.dnsName());
        assertEquals("192.0.2.7", config.serverAddress().orElseThrow().getHostAddress());
        assertTrue(config.strict());
        var pages = config("--allow-origin", "https://a.example", "--allow-origin=http://b:8080")
                .pages();
        assertEquals(
                Set.of("https://a.example", "http://b:8080"),
                pages.stream().map(WebOrigin::toString).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--none",
                "--max-age=0",
                "--max-age=1w",
                "--max-bytes=-1",
                "x",
                "-x",
                "--port",
                "--port=",
                "--port=65536",
                "--port=x",
                "--strict-mode=1",
                "--dns=-x",
                "--dns=a.b",
                "--max-upload-bytes=0",
                "--max-upload-bytes=1g",
                "--max-upload-bytes=99999999999999999999",
                "--server-ip=localhost",
                "--server-ip=1.2.3",
                "--server-ip=1.2.3.999",
                "--allow-origin=*",
                "--allow-origin=null",
                "--allow-origin=a.example",
                "--allow-origin=https://a.example/",
                "--host="
            })
    void badArguments(String argument) {
        var error = assertThrows(UsageException.class, () -> config(argument));
        assertTrue(String.valueOf(error.getMessage()).startsWith(argument.replaceFirst("=.*", "")), error::toString);
    }

    @Test
    void helpAndErrors() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var main = new PushAvServerMain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        assertEquals(0, main.run(List.of("-h")));
        assertEquals(PushAvServerOptions.usage(), out.toString(UTF_8));
        assertEquals(1, main.run(List.of("--bad")));
        assertEquals("pushavserver: --bad: unknown option\ntry 'pushavserver -h'\n", err.toString(UTF_8));
    }

    @Test
    void theManualHasEveryOption() throws Exception {
        var manual = Files.readString(Path.of("man/pushavserver.1"));
        for (var option : PushAvServerOptions.ALL) {
            var value = option.value().isEmpty() ? "" : " Ar " + option.value();
            assertTrue(
                    Pattern.compile("(?m)^\\.It Fl -" + option.name() + value + "( .*)?$")
                            .matcher(manual)
                            .find(),
                    option.name());
        }
        var examples = Pattern.compile("(?m)^\\$ pushavserver (.*)").matcher(manual);
        int count = 0;
        while (examples.find()) {
            PushAvServerOptions.parse(List.of(examples.group(1).split(" ")));
            count++;
        }
        assertEquals(2, count);
    }
}
