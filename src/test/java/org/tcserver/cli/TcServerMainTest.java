package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.server.ConfigReader;
import org.tcserver.server.MasterKey;
import org.tcserver.server.ServerConfig;
import org.tcserver.server.StartException;

final class TcServerMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<ServerConfig> started = new ArrayList<>();
    private @Nullable ConfigReader again;

    private int run(String... args) {
        return run(Map.of(), args);
    }

    private int run(Map<String, String> environment, String... args) {
        var command = new TcServerMain(
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8),
                environment,
                (config, reader) -> {
                    started.add(config);
                    again = reader;
                });
        return command.run(List.of(args));
    }

    /** The contract's examples, and one whose escapes are no escapes here. */
    @ParameterizedTest
    @CsvSource({
        "-k, supersecret, live/12345, df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786",
        "-k, supersecret, mike@live/12345, 8bddf00ca7e31862fe17872c463df61eafde6518f565cb3def0e82a3b2d639d7",
        "-k, supersecret, 67890;name=mike;pri=5;exp=1832700000@live/12345,"
                + "5f9f4c0692998b02c15d7a8a1d80ca530db1b1e93fa69cb8bb1c765b32f3bab6",
        "-K, cbc290212a52dad978da93870e6929a5050d838a18723620b92df9a530535442,"
                + "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786,"
                + "bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c",
        "-K, 55e154b9a21eaff92499897b384e2e9314b8c1305a383b66c365eaad3d83f4a0,"
                + "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786,"
                + "a762c38f376a273a583714b342ee700348882476a2350fc4e74b700411246841",
    })
    void calculatesTokens(String flag, String key, String app, String token) {
        assertEquals(0, run(flag, key, app));
        assertEquals("{\"@type\":\"auth\",\"app\":\"" + app + "\",\"token\":\"" + token + "\"}\n", out.toString(UTF_8));
        assertEquals("", err.toString(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"live/, live", "/live, live", "mike@/live/12345/, mike@live/12345", "/, ''"})
    void advisesToLeaveOutSlashesAroundTheApp(String operand, String plain) {
        assertEquals(0, run("-k", "supersecret", operand));
        assertTrue(out.toString(UTF_8).startsWith("{\"@type\":\"auth\",\"app\":\"" + operand + "\","), out::toString);
        assertEquals(
                "tcserver: warning: '" + operand + "': slashes around the name of an App do not count; the token for '"
                        + plain + "' works with them and without\n",
                err.toString(UTF_8));
    }

    @Test
    void calculatesOneLinePerOperand() {
        assertEquals(0, run("live%2F12345", "-ksupersecret", "é\"\n", "-b127.0.0.1:0"));
        var lines = out.toString(UTF_8).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("{\"@type\":\"auth\",\"app\":\"live%2F12345\",\"token\":\""));
        assertFalse(lines.get(0).contains("df41d9"), "the escape is taken as it stands");
        assertTrue(lines.get(1).startsWith("{\"@type\":\"auth\",\"app\":\"é\\\"\\n\",\"token\":\""));
        assertTrue(started.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=mike;use_by=2020-01-01@live | use_by=2020-01-01 is not a number: the server refuses this user",
                "exp=1,000@live | exp=1,000 is not a number: the server refuses this user",
                "pri=high@live | pri=high is not a number: the server takes it as 0",
                "mike;Pri=1@live | the server ignores \"Pri\": the property is called pri",
                "mike;Exp=1@live | the server refuses a user with \"Exp\": the property is called exp",
                "a@b; exp=1@live | the server refuses a user with \" exp\": the property is called exp",
            })
    void warnsOfPropertiesThatMeanSomethingElse(String operand, String warning) {
        assertEquals(0, run("-k", "supersecret", operand));
        assertEquals("tcserver: warning: '" + operand + "': " + warning + "\n", err.toString(UTF_8));
        assertEquals(1, out.toString(UTF_8).lines().count());
        assertTrue(out.toString(UTF_8).startsWith("{\"@type\":\"auth\",\"app\":\""));
    }

    @Test
    void helpGoesToStandardOutput() {
        assertEquals(0, run("-h"));
        assertEquals(TcServerOptions.usage(), out.toString(UTF_8));
        assertEquals("", err.toString(UTF_8));
    }

    @Test
    void tellsItsVersion() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString(UTF_8).matches("tcserver \\d+\\.\\d+.*\n"), out::toString);
    }

    @Test
    void errorsAreOneLineAndThenWhereHelpIs() {
        assertEquals(1, run("-V", "abc"));
        assertEquals("", out.toString(UTF_8));
        assertEquals("tcserver: -V abc: not a number of seconds\ntry 'tcserver -h'\n", err.toString(UTF_8));
    }

    @Test
    void startsTheServerAndEndsAsItDoes() {
        assertEquals(0, run("-b", "127.0.0.1:1935", "-s", "127.0.0.1:1936", "-w", "127.0.0.1:8080"));
        assertEquals(1, started.size());
        assertEquals(1935, started.getFirst().listeners().rtmp().getFirst().getPort());
    }

    @Test
    void readsTheFilesOfTheArgumentsAgain(@TempDir Path folder) throws Exception {
        var keys = Files.writeString(folder.resolve("keys"), "text:old");
        assertEquals(0, run("-b", "127.0.0.1:1935", "--keys-file", keys.toString()));
        var reader = Objects.requireNonNull(again);
        assertEquals(started.getFirst(), reader.read());
        Files.writeString(keys, "text:new\ntext:newer");
        assertEquals(
                List.of(MasterKey.ofText("new"), MasterKey.ofText("newer")),
                reader.read().access().masterKeys());
        Files.writeString(keys, "new");
        var failure = assertThrows(StartException.class, reader::read);
        assertEquals("--keys-file " + keys + ":1: not like text:KEY or hex:DIGITS", failure.getMessage());
    }
}
