package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerCommand;
import org.tcserver.testing.ServerProcess;

/** Tests the command from a user's view: help, mistakes, the token calculator, the listeners. */
class CommandLineIT {
    @Test
    void helpGoesToStdout() throws Exception {
        var outcome = ServerCommand.run("-h");
        assertEquals(0, outcome.exitCode());
        for (var flag : "B b s w i V A F e E C r T X x H S m k K L l d D t c v h".split(" ", -1)) {
            assertTrue(outcome.stdout().contains("-" + flag), () -> "-" + flag + " is not in\n" + outcome.stdout());
        }
        assertEquals("", outcome.stderr());
    }

    @Test
    void theCalculatorGivesTheTokensOfTheContract() throws Exception {
        var outcome = ServerCommand.run("-k", "supersecret", "live/12345", "mike@live/12345");
        assertEquals(0, outcome.exitCode());
        assertEquals("""
                {"@type":"auth","app":"live/12345","token":"df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786"}
                {"@type":"auth","app":"mike@live/12345","token":"8bddf00ca7e31862fe17872c463df61eafde6518f565cb3def0e82a3b2d639d7"}
                """, outcome.stdout());
        var properties = ServerCommand.run("67890;name=mike;pri=5;exp=1832700000@live/12345", "-ksupersecret");
        assertEquals(
                "5f9f4c0692998b02c15d7a8a1d80ca530db1b1e93fa69cb8bb1c765b32f3bab6",
                LoggedEvent.parse(properties.stdout()).text("token"));
    }

    @Test
    void theCalculatorTakesABinaryKey() throws Exception {
        var outcome = ServerCommand.run(
                "-K",
                "cbc290212a52dad978da93870e6929a5050d838a18723620b92df9a530535442",
                "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786");
        assertEquals(
                "bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c",
                LoggedEvent.parse(outcome.stdout()).text("token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "-Z",
                "-b",
                "-b nonsense",
                "-b 127.0.0.1",
                "-b 127.0.0.1:70000",
                "-b localhost:1935",
                "-b 127.0.0.1:0 -V abc",
                "-b 127.0.0.1:0 -A",
                "-b 127.0.0.1:0 -T 64",
                "-b 127.0.0.1:0 -T AF99",
                "-b 127.0.0.1:0 -L name@127.0.0.1:1",
                "-B 127.0.0.1:0 -L nonsense",
                "-B 127.0.0.1:0 -l nopassword",
                "-b 127.0.0.1:0 -K xyz",
                "live/12345",
                "-k one -k two live/12345"
            })
    void aMistakeIsOneLineAndNamesHelp(String commandLine) throws Exception {
        var words = commandLine.isEmpty() ? new String[0] : commandLine.split(" ", -1);
        var outcome = ServerCommand.run(words);
        assertEquals(1, outcome.exitCode(), outcome.stderr());
        assertEquals("", outcome.stdout());
        var lines = outcome.stderr().lines().toList();
        assertEquals(2, lines.size(), outcome::stderr);
        assertTrue(lines.getFirst().startsWith("tcserver: "), lines::getFirst);
        assertEquals("try 'tcserver -h'", lines.getLast());
    }

    @Test
    void aMistakeNamesTheFlagAndTheValueButNoSecret() throws Exception {
        var wrong = ServerCommand.run("-b", "127.0.0.1:0", "-V", "abc")
                .stderr()
                .lines()
                .findFirst()
                .orElse("");
        assertTrue(wrong.contains("-V") && wrong.contains("abc"), wrong);
        for (var secret : List.of("-K", "-l")) {
            var said = ServerCommand.run("-B", "127.0.0.1:0", secret, "nothexnorpair")
                    .stderr();
            assertTrue(said.lines().findFirst().orElse("").contains(secret), said);
            assertFalse(said.contains("nothexnorpair"), said);
        }
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outcome = ServerCommand.run("-b", "127.0.0.1:" + taken.getLocalPort());
            assertEquals(1, outcome.exitCode());
            assertEquals(1, outcome.stderr().lines().count(), outcome.stderr());
            assertTrue(outcome.stderr().contains(Integer.toString(taken.getLocalPort())), outcome.stderr());
        }
    }

    @Test
    void listenersMayBeRepeatedAndMixed() throws Exception {
        try (var server = ServerProcess.start("-b127.0.0.1:0", "-b", "[::1]:0", "-s", "127.0.0.1:0", "-vHS", "-t5")) {
            var listening = server.events().stream().filter(e -> e.is("listen")).toList();
            assertEquals(
                    List.of("rtmp", "rtmp", "rtmp-simple"),
                    listening.stream().map(e -> e.text("proto")).toList());
            assertTrue(listening.get(1).text("bind").startsWith("[::1]:"), listening::toString);
            try (var client = RtmpClient.connected(server.port("rtmp-simple"), "live")) {
                client.fence();
            }
        }
    }
}
