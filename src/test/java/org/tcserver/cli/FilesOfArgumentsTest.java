package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.cli.TcServerOptions.Request;
import org.tcserver.server.MasterKey;
import org.tcserver.server.Redirection.Credentials;
import org.tcserver.server.ServerConfig;

/** Secrets and arguments that are in files. */
final class FilesOfArgumentsTest {
    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private String file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private Request parse(Map<String, String> environment, String... args) throws UsageException {
        return TcServerOptions.parse(List.of(args), new Surroundings(environment, LineFile::read, warnings::add));
    }

    private ServerConfig config(String... args) throws UsageException {
        return ((Request.Serve) parse(Map.of(), args)).config();
    }

    private String error(String... args) {
        var message = String.valueOf(
                assertThrows(UsageException.class, () -> parse(Map.of(), args)).getMessage());
        return message.replace(folder + "/", "");
    }

    @Test
    void keysOfAFileJoinThoseOfFlags() throws Exception {
        var file = file("keys", "\ufeff# the old one\r\ntext:super secret \r\n\r\n  \nhex:00fF\ntext:#a:b");
        var keys = config("-b127.0.0.1:0", "-kfirst", "--keys-file", file, "-K0a")
                .access()
                .masterKeys();
        assertEquals(
                List.of(
                        MasterKey.ofText("first"),
                        MasterKey.ofText("super secret "),
                        MasterKey.ofHex("00ff"),
                        MasterKey.ofText("#a:b"),
                        MasterKey.ofHex("0a")),
                keys);
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text:good+s3cr3t | --keys-file keys:2: not like text:KEY or hex:DIGITS",
                "text:good+Text:s3cr3t | --keys-file keys:2: not like text:KEY or hex:DIGITS",
                "#+hex:s3cr3t | --keys-file keys:2: not a key in hexadecimal",
                "+hex:0a 0b | --keys-file keys:2: not a key in hexadecimal",
                "hex:abc | --keys-file keys:1: an odd number of hexadecimal digits; each byte of the key has two",
                "hex: | --keys-file keys:1: an empty key",
                "text: | --keys-file keys:1: an empty key",
                "# nothing+ | --keys-file keys: no key in it",
            })
    void aBadKeyIsNamedByItsLineAndNotShown(String lines, String message) throws Exception {
        var file = file("keys", lines.replace('+', '\n'));
        assertEquals(message, error("-b127.0.0.1:0", "--keys-file", file));
        assertFalse(message.contains("s3cr3t"));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        assertEquals(
                "--keys-file none: no such file",
                error("--keys-file", folder.resolve("none").toString()));
        var latin = folder.resolve("latin");
        Files.writeString(latin, "text:caf\u00e9", ISO_8859_1);
        assertEquals("--keys-file latin: not in UTF-8", error("--keys-file", latin.toString()));
        assertTrue(error("--keys-file", folder.toString()).contains("cannot be read"));
        assertEquals(
                "--args-file long: longer than a mebibyte",
                error("--args-file", file("long", "#".repeat((1 << 20) + 1))));
    }

    @Test
    void whatOthersCanReadIsWarnedOf() throws Exception {
        var file = file("keys", "text:a");
        Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r-----"));
        config("-b127.0.0.1:0", "--keys-file", file);
        assertEquals(List.of("--keys-file " + file + ": others than its owner can read it"), warnings);
    }

    @ParameterizedTest
    @CsvSource({"-k+secret, 1", "-vksecret, 1", "-L+x@127.0.0.1:1+-l+a:b, 1", "-V+1, 0"})
    void soItIsOfArgumentsIfTheyHaveASecret(String arguments, int warned) throws Exception {
        var file = file("args", arguments.replace('+', '\n'));
        Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-r--r--"));
        config("-b127.0.0.1:0", "-B127.0.0.1:0", "--args-file", file);
        assertEquals(warned, warnings.size(), warnings::toString);
    }

    @Test
    void theEnvironmentNamesAFileForWhomTheCommandLineNamesNoKey() throws Exception {
        var environment = Map.of(ServerConfigBuilder.KEYS_FILE, file("keys", "text:of the environment"));
        var ofEnvironment = new Request.Tokens(MasterKey.ofText("of the environment"), List.of("live"));
        assertEquals(ofEnvironment, parse(environment, "live"));
        assertEquals(
                new Request.Tokens(MasterKey.ofText("of a flag"), List.of("live")),
                parse(environment, "-kof a flag", "live"));
        var served = assertInstanceOf(Request.Serve.class, parse(environment, "-b127.0.0.1:0"));
        assertEquals(List.of(ofEnvironment.key()), served.config().access().masterKeys());
        assertEquals(List.of(), config("-b127.0.0.1:0").access().masterKeys());
        var wrong = Map.of(ServerConfigBuilder.KEYS_FILE, folder.resolve("none").toString());
        assertThrows(UsageException.class, () -> parse(wrong, "-b127.0.0.1:0"));
        var empty = Map.of(ServerConfigBuilder.KEYS_FILE, "");
        assertThrows(UsageException.class, () -> parse(empty, "-b127.0.0.1:0"), "or all could connect");
    }

    @Test
    void redirectorCredentials() throws Exception {
        var file = file("auth", "# user:password\nme:s3:cr3t\nyou:\n");
        assertEquals(
                List.of(new Credentials("me", "s3:cr3t"), new Credentials("you", "")),
                config("-B127.0.0.1:0", "--redirector-auth-file", file)
                        .transport()
                        .redirection()
                        .credentials());
        assertEquals(
                "--redirector-auth-file auth:1: not like user:password",
                error("--redirector-auth-file", file("auth", "s3cr3t")));
    }

    /** Quotes and escapes have no meaning: a line is one argument, verbatim. */
    @Test
    void argumentsTakeThePlaceOfTheirFile() throws Exception {
        var file = file("args", "# a server\n-b\n127.0.0.1:1935\n-i\n\"two  words\" \n\n-t5\n");
        var config = config("-t1", "--args-file", file, "-t", "9", "-ilast");
        assertEquals(Duration.ofSeconds(9), config.operation().shutdownDeadline());
        assertEquals("last", config.access().serverInfo());
        assertEquals("\"two  words\" ", config("--args-file=" + file).access().serverInfo());
        assertEquals(
                Duration.ofSeconds(5),
                config("-t1", "--args-file", file).operation().shutdownDeadline());
        var tokens = new Request.Tokens(MasterKey.ofText("k"), List.of("a", "b", "-c", "d"));
        assertEquals(tokens, parse(Map.of(), "a", "--args-file", file("apps", "b\n-k\nk\n--\n-c"), "d"));
    }

    @Test
    void aBadArgumentIsNamedByItsLine() throws Exception {
        assertEquals("--args-file args:3: -Z: unknown flag", error("--args-file", file("args", "# x\n-v\n-Z")));
        assertEquals(
                "--args-file args:1: -V x: not a number of seconds",
                error("-b127.0.0.1:0", "--args-file", file("args", "-Vx")));
        assertEquals("--args-file args:1: -b: a value is missing", error("--args-file", file("args", "-b")));
        assertEquals(
                "--args-file args:2: --args-file: not in such a file itself",
                error("--args-file", file("args", "\n--args-file=args")));
    }
}
