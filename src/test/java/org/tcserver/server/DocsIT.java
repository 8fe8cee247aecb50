package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each command of the README and the manuals against whole servers, except those that a rule excludes with a
 * reason. A command without a rule fails the test.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(540)
class DocsIT {
    /** Checks the effect of a command. */
    private interface Trial {
        void run(Stage stage, String command) throws Exception;
    }

    private record Rule(Pattern commands, Trial trial) {
        Rule(String commands, Trial trial) {
            this(Pattern.compile(commands, Pattern.DOTALL), trial);
        }

        /** Makes a rule for commands that cannot run here. */
        static Rule notRun(String commands, String why) {
            return new Rule(commands, (stage, command) -> System.err.println("NOT RUN: " + command + ": " + why));
        }

        boolean knows(String command) {
            return commands.matcher(command).matches();
        }
    }

    /** The first matching rule applies. */
    private static final List<Rule> RULES = List.of(
            new Rule("(bin/)?tcserver .*\\| jq .*", Stage::servesIntoPipe),
            new Rule("(bin/)?tcserver .*(-[bBw]|--rtmps) .*", Stage::serves),
            new Rule("(bin/)?tcserver (-h|-k \\S+ .*|--keys-file \\S+ .*)", Stage::succeeds),
            new Rule("(bin/)?pushavserver --.*", Stage::servesCameras),
            new Rule("ffmpeg -re -i input\\.mp4 .*", Stage::publishes),
            new Rule("gst-launch-1\\.0 -e videotestsrc .* rtmp2sink .*", Stage::publishesOnAndOn),
            new Rule("(ffplay|vlc|rtmpdump|ffmpeg .*-i) .*rtmp://.*", Stage::plays),
            new Rule("gst-launch-1\\.0 (-e )?rtmp2src .*", Stage::playsOnAndOn),
            new Rule("nginx\n.*", Stage::proxies),
            new Rule("curl .* https://live\\.example\\.com/ .*", Stage::succeedsThroughProxy),
            new Rule("\\w+=\\S+", Stage::remembers),
            new Rule("(curl|jq|ulimit|openssl|man|PUBLISHING_ENDPOINT=\\S+|\\(umask 077; echo) .*", Stage::succeeds),
            Rule.notRun("(tcpublish|tcconn|redirector) .*", "the programs of rtmfp-cpp are in no package"),
            Rule.notRun("(systemctl|journalctl|cp|echo) .*", "systemd does not run here; ImageIT has the units judged"),
            Rule.notRun("(tar|/opt/tcserver/bin/tcserver|bin/package).*", "ImageIT makes, unpacks and runs the image"),
            Rule.notRun("docker .*", "no Docker runs here; ImageIT runs the image on what the container has"),
            Rule.notRun("bin/torture", "it takes ten minutes; TortureIT is the same in short"),
            Rule.notRun("bin/lossbench.*", "it takes five minutes; PublisherLossTest simulates the paths"),
            Rule.notRun("(bin/test|mvn)( .*)?", "this test is a part of it, or it changes files, or takes minutes"));

    static List<Documents.Section> sections() throws IOException {
        return Documents.sections();
    }

    private static Stream<Rule> rulesFor(String command) {
        return RULES.stream().filter(rule -> rule.knows(command)).limit(1);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void theCommandsWork(Documents.Section section) throws Exception {
        try (var stage = new Stage(section)) {
            for (var command : section.commands()) {
                var rule = rulesFor(command).findFirst();
                if (rule.isPresent()) {
                    rule.get().trial().run(stage, command);
                }
            }
        }
    }

    @Test
    void nobodyAddsACommandWithoutATrial() throws IOException {
        var unknown = sections().stream()
                .flatMap(section -> section.commands().stream())
                .filter(command -> rulesFor(command).findAny().isEmpty())
                .toList();
        assertEquals(List.of(), unknown, "commands for which there is no rule in this test");
    }

    @Test
    void eachRuleIsForSomething() throws IOException {
        var idle = new ArrayList<>(RULES);
        sections().stream()
                .flatMap(section -> section.commands().stream())
                .forEach(command -> rulesFor(command).forEach(idle::remove));
        assertEquals(List.of(), idle);
    }
}
