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
                "live?token+=s3 -> live?token+=***",
                "rtmp://host/live?%54OKEN%20=s3 -> rtmp://host/live?%54OKEN%20=***",
                "rtmp://user:s3@host/live -> rtmp://***@host/live",
                "rtmp://s3@host:1935/live -> rtmp://***@host:1935/live",
                "rtmp://user:s@3@[::1]/live?token=s3 -> rtmp://***@[::1]/live?token=***",
                "//user:s3@host/live -> //***@host/live",
                "live?token=s3 -> live?token=***",
                "camera?priority=1&token=s3/more -> camera?priority=1&token=***",
                "?token=s3 -> ?token=***",
                "token=s3&a=1 -> token=***&a=1",
                "live%3Ftoken=s3 -> live%3Ftoken=***",
                "live%3ftoken%3ds3%26a%3D1 -> live%3ftoken%3d***%26a%3D1",
                "live%253FToken%253Ds3 -> live%253FToken%253D***",
                "live%25253Ftoken%25253Ds3 -> live%25253Ftoken%25253D***",
                "%%37%34oken=s3 -> %%37%34oken=***",
                "rtmp://host/live/cam&token=s3 -> rtmp://host/live/cam&token=***",
                "live?token=s3%26s4&a=1 -> live?token=***&a=1",
                "live?token=s3;s4?s5#s6&asis -> live?token=***&asis",
                "live#access_token=s3 -> live#access_token=***",
                "live?Auth-Token=s3 -> live?Auth-Token=***",
                "live?url=rtmp://u:s3@h/x?y -> live?url=rtmp://***@h/x?y",
                "user:s3@host/live -> ***@host/live",
                "rtmp:user:s3@host -> ***@host",
                "rtmp:/user:s3@host -> rtmp:/***@host",
                "rtmp:\\\\user:s3@host\\live -> rtmp:\\\\***@host\\live",
                "rtmp:%2F%2Fuser:s3@host%2Flive -> ***@host%2Flive",
                "rtmp%3A//user%3As3%40host/live -> rtmp%3A//***%40host/live",
                "rtmp%253A%252F%252Fs3%2540host -> ***%2540host",
                "rtmp://user:s3/s4@host/live -> rtmp://***@host/live",
                "rtmp://user:s3?s4#s5@host/live -> rtmp://***@host/live",
                "rtmp://us%2Fer@host/live -> rtmp://***@host/live",
                "user:s3%2Fs4@host -> ***@host",
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
                "no token is in here",
                "rtmp://host:1935/mike@live",
                "rtmp://[::1]:1935/mike@live",
                "rtmp://[fe80::1]/mike@live",
                "127.0.0.1:50000;203.0.113.7",
                "cam@12:30",
                "100%@%",
                "%",
                "mytoken=1&bypass=2",
                "BigBuckBunny?asis&audioLifetime=0.25",
                "rtmp://host/live?delaycc=$1\\",
            })
    void leavesTheRest(String text) {
        assertEquals(text, Secrets.mask(text));
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

    /** Minutes, if the time grew with the square of the length. */
    @Test
    @Timeout(5)
    void takesTimeThatGrowsWithTheLengthOnly() {
        for (var part :
                new String[] {"x", "=", "/", ";", "@", ":", "[", "%", "%25", "a=", "//[", "//:x", " =", "token=;"}) {
            var text = part.repeat(300_000) + "&token=SECRET";
            assertFalse(Secrets.mask(text).contains("SECRET"), part);
        }
    }
}
