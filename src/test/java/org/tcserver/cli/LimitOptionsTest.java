package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.server.Limits;
import org.tcserver.server.RealTime;
import org.tcserver.server.ServerConfig;

/** The flags of limits. */
class LimitOptionsTest {
    private static ServerConfig config(String flags) throws UsageException {
        var surroundings = new Surroundings(Map.of(), LineFile::read, warning -> {});
        var request = TcServerOptions.parse(List.of(("-b 127.0.0.1:0 " + flags).split(" ")), surroundings);
        return ((TcServerOptions.Request.Serve) request).config();
    }

    private static Limits limits(String flags) throws UsageException {
        return config(flags).limits();
    }

    @Test
    void eachLimitHasAFlag() throws UsageException {
        assertEquals(
                new Limits(
                        new Limits.Connections(7, 2, 3),
                        new Limits.Messages(0, 1024, 65_536),
                        5,
                        Duration.ofMillis(1_500),
                        Duration.ofSeconds(60)),
                limits("--max-connections 7 --max-connections-per-address=2 --max-connect-rate 3 --max-messages 0"
                        + " --max-message-bytes 1024 --max-messages-waiting 65536"
                        + " --max-streams 5 --handshake-timeout 1.5 --silent-publisher 60"));
    }

    @ParameterizedTest
    @CsvSource({
        "--max-streams -1, --max-streams -1: not a whole number up to 999999999",
        "--max-message-bytes 1k, --max-message-bytes 1k: not a whole number up to 999999999",
        "--handshake-timeout 0, --handshake-timeout 0: must be more than 0"
    })
    void refusesWhatIsNoLimit(String flags, String message) {
        assertEquals(
                message, assertThrows(UsageException.class, () -> limits(flags)).getMessage());
    }

    @Test
    void infiniteTimesAreLongerThanAnyServerRuns() throws UsageException {
        var config = config("-V inf -A inf -C inf -t inf -X inf --silent-publisher inf");
        var forever = Duration.ofDays(3650);
        assertEquals(
                new RealTime.Lifetimes(forever, forever, forever),
                config.realTime().lifetimes());
        assertEquals(forever, config.operation().shutdownDeadline());
        assertEquals(forever, config.limits().silentPublisher());
        assertEquals(Duration.ofMinutes(2), config.transport().congestionDelay());
        assertEquals(Duration.ofMinutes(2), config("-X 1000").transport().congestionDelay());
        var tooLong = assertThrows(UsageException.class, () -> config("--hold inf"));
        assertEquals("--hold inf: more than 60 seconds", tooLong.getMessage());
    }
}
