package org.tcserver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "rtmp://host/live?token=s3 -> rtmp://host/live?token=***",
                "rtmp://host/live?a=1&password=s3&b=2 -> rtmp://host/live?a=1&password=***&b=2",
                "rtmp://host/live?pass=s3;b=2 -> rtmp://host/live?pass=***;b=2",
                "rtmp://host/live?a=1?auth=s3?b=2 -> rtmp://host/live?a=1?auth=***?b=2",
                "rtmp://host/live?authmod=adobe&user=u&response=s3== -> rtmp://host/live?authmod=adobe&user=u&response=***",
                "rtmp://host/live?ToKeN=s3 -> rtmp://host/live?ToKeN=***",
                "rtmp://host/live?%74ok%65n=s3 -> rtmp://host/live?%74ok%65n=***",
                "rtmp://host/live?%54OKEN%20=s3 -> rtmp://host/live?%54OKEN%20=***",
                "rtmp://user:s3@host/live -> rtmp://***@host/live",
                "rtmp://s3@host:1935/live -> rtmp://***@host:1935/live",
                "rtmp://user:s@3@[::1]/live?token=s3 -> rtmp://***@[::1]/live?token=***",
                "//user:s3@host/live -> //***@host/live",
                "live?token=s3 -> live?token=***",
                "camera?priority=1&token=s3/more -> camera?priority=1&token=***",
                "?token=s3 -> ?token=***",
            })
    void hidesSecrets(String text, String masked) {
        assertEquals(masked, Secrets.mask(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "live",
                "rtmp://host/live",
                "rtmp://host/mike@live/1",
                "mike@live/1",
                "rtmp://host/live?to=a@b",
                "rtmp://host/live?tokens=1&xpass=2&authority=3&%zz=4&=5&token",
                "token=plain, not in a query",
                "BigBuckBunny?asis&audioLifetime=0.25",
                "rtmp://host/live?delaycc=$1\\",
            })
    void leavesTheRest(String text) {
        assertEquals(text, Secrets.mask(text));
    }

    @Test
    void masksABareQuery() {
        assertEquals("token=***&a=1", Secrets.maskQuery("token=s3&a=1"));
        assertEquals("", Secrets.maskQuery(""));
        assertEquals("%61uth=***", Secrets.maskQuery("%61uth=%20s3$1"));
    }

    @Test
    void noSecretSurvivesRandomSurroundings() {
        long seed = 20260101;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var text = noise(random) + "?" + noise(random) + "&" + encoded("password", random) + "=S3CRET&"
                    + noise(random);
            assertFalse(Secrets.mask(text).contains("S3CRET"), () -> "seed " + seed + ": " + text);
        }
    }

    private static String noise(Random random) {
        var alphabet = "ab:/@%2?&;=#$\\ é";
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String encoded(String name, Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            text.append(random.nextBoolean() ? String.valueOf(c) : String.format("%%%02x", (int) c));
        }
        return text.toString();
    }

    /** Half a minute if each character were tried as the beginning of a name. */
    @Test
    @Timeout(5)
    void aLongQueryTakesNoLongerThanItsLength() {
        var query = "x".repeat(500_000);
        assertEquals(query + "&token=***", Secrets.maskQuery(query + "&token=secret"));
    }
}
