package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A minimal Debian 12 in a folder. Commands enter it with chroot and use this machine's network. */
public record BareDebian(Path root) {
    private static final Path KEPT = Path.of("target", "bare-debian");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ENTER =
            "mount -t proc proc \"$0/proc\" && exec chroot --userspec=nobody:nogroup \"$0\" \"$@\"";

    /**
     * Returns the installation of an earlier test, or makes one. Skips the test, with a message, without debootstrap,
     * root privileges or a network.
     */
    public static BareDebian require() throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw Program.missing("a bare Debian: only root can enter it");
        }
        if (!Files.exists(KEPT)) {
            make(Program.require("debootstrap"));
        }
        return new BareDebian(KEPT.toAbsolutePath());
    }

    private static void make(Program debootstrap) throws IOException, InterruptedException {
        var unfinished = KEPT.resolveSibling(KEPT.getFileName() + ".unfinished");
        Program.require("rm").run("-rf", unfinished.toString());
        Files.createDirectories(unfinished);
        try (var run = debootstrap.start("--variant=minbase", "bookworm", unfinished.toString())) {
            if (run.awaitExit(Deadline.in(PATIENCE)) != 0) {
                throw Program.missing("a bare Debian: " + run);
            }
        }
        Files.move(unfinished, KEPT, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Returns the command that runs {@code words} inside as an unprivileged user. The final process is that of the
     * first word.
     */
    public List<String> command(String... words) {
        var command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, root.toString()));
        command.addAll(List.of(words));
        return command;
    }
}
