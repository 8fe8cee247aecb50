package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GetoptTest {
    private static final Getopt.Grammar GRAMMAR = new Getopt.Grammar("HSt:k:", List.of("help", "merge:"));

    private static Getopt split(String... args) throws UsageException {
        return Getopt.split(GRAMMAR, List.of(args));
    }

    private static Getopt.Flag flag(String name) {
        return new Getopt.Flag(name, null);
    }

    private static Getopt.Flag flag(String name, String value) {
        return new Getopt.Flag(name, value);
    }

    @Test
    void joinsFlagsAndValues() throws UsageException {
        assertEquals(List.of(flag("H"), flag("S")), split("-HS").flags());
        assertEquals(List.of(flag("t", "5")), split("-t5").flags());
        assertEquals(List.of(flag("H"), flag("t", "5S")), split("-Ht5S").flags());
        assertEquals(
                List.of(flag("S"), flag("t", "5"), flag("H")),
                split("-St", "5", "-H").flags());
    }

    @Test
    void aValueMayLookLikeAFlag() throws UsageException {
        assertEquals(List.of(flag("t", "-H")), split("-t", "-H").flags());
        assertEquals(new Getopt(List.of(flag("t", "--")), List.of("a")), split("-t", "--", "a"));
        assertEquals(List.of(flag("k", "")), split("-k", "").flags());
    }

    @Test
    void flagsMayFollowOperandsUntilTheDoubleDash() throws UsageException {
        assertEquals(new Getopt(List.of(flag("H"), flag("t", "5")), List.of("a", "b")), split("a", "-H", "b", "-t5"));
        assertEquals(new Getopt(List.of(flag("H")), List.of("a", "-S", "--")), split("-H", "a", "--", "-S", "--"));
        assertEquals(List.of("-", ""), split("-", "").operands());
    }

    @Test
    void longOptionsAreSpeltOut() throws UsageException {
        assertEquals(List.of(flag("-help")), split("--help").flags());
    }

    @Test
    void longOptionsMayTakeAValue() throws UsageException {
        assertEquals(
                List.of(flag("-merge", "5"), flag("H")),
                split("--merge", "5", "-H").flags());
        assertEquals(List.of(flag("-merge", "5=6")), split("--merge=5=6").flags());
    }

    @ParameterizedTest
    @CsvSource({
        "-Z, -Z: unknown flag",
        "-HZ, -Z: unknown flag",
        "-:, -:: unknown flag",
        "-t, -t: a value is missing",
        "-Hk, -k: a value is missing",
        "--hel, --hel: unknown option",
        "--key=secret, --key: unknown option",
        "--help=me, --help: unknown option",
        "--merge, --merge: a value is missing",
    })
    void saysWhatIsWrong(String arg, String message) {
        assertEquals(
                message, assertThrows(UsageException.class, () -> split(arg)).getMessage());
    }
}
