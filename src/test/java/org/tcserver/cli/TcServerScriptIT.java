package org.tcserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.server.MasterKey;

/** Runs {@code bin/tcserver} on the jar that was just built. */
@Timeout(180)
final class TcServerScriptIT {
    private static final Path SCRIPT = Path.of("bin/tcserver").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(Path script, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    @Test
    void runsFromAnywhereThroughALink() throws IOException, InterruptedException {
        var link = Files.createSymbolicLink(folder.resolve("a link"), SCRIPT);
        var ended = run(link, "live/12345", "-ksupersecret");
        assertEquals("", ended.err);
        assertEquals(0, ended.code);
        assertEquals(
                "{\"@type\":\"auth\",\"app\":\"live/12345\","
                        + "\"token\":\"df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786\"}\n",
                ended.out);
    }

    @Test
    void argumentsAreUtf8WhateverTheLocale() throws IOException, InterruptedException {
        var shell = folder.resolve("shell");
        Files.writeString(shell, "#!/bin/sh\nexec '" + SCRIPT + "' -k cl\u00e9 '\u00e9 \u5b57'\n");
        assertTrue(shell.toFile().setExecutable(true));
        var ended = run(shell);
        var token = MasterKey.ofText("cl\u00e9").token("\u00e9 \u5b57");
        assertEquals("{\"@type\":\"auth\",\"app\":\"\u00e9 \u5b57\",\"token\":\"" + token + "\"}\n", ended.out);
    }

    @Test
    void tellsItsVersionAndItsErrors() throws IOException, InterruptedException {
        assertTrue(run(SCRIPT, "--version").out.matches("tcserver \\d+\\.\\d+.*\n"));
        var ended = run(SCRIPT, "-V", "abc");
        assertEquals(new Ended(1, "", "tcserver: -V abc: not a number of seconds\ntry 'tcserver -h'\n"), ended);
    }
}
