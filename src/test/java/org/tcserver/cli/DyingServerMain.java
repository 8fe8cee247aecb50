package org.tcserver.cli;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The command {@code tcserver} with a thread that dies at the end of standard input. */
public final class DyingServerMain {
    private DyingServerMain() {}

    public static void main(String[] args) {
        Thread.ofPlatform().daemon().name("doomed").start(DyingServerMain::dieAtEndOfInput);
        TcServerMain.main(args);
    }

    private static void dieAtEndOfInput() {
        try {
            System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("a bug");
    }
}
