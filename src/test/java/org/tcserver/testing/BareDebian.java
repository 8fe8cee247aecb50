package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Debian 12 of its minimal base and nothing else, in a folder that is entered by chroot. It has this machine's network. */
public record BareDebian(Path root) {
    private static final Path KEPT = Path.of("target", "bare-debian");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ENTER =
            "mount -t proc proc \"$0/proc\" && exec chroot --userspec=nobody:nogroup \"$0\" \"$@\"";

    /**
     * The one that an earlier test has made, or a new one. Where it can't be had, for want of debootstrap, root's rights
     * or the network, the test is skipped and says so.
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

    /** The command that runs {@code words} in it as the user nobody; the process is in the end that of the first word. */
    public List<String> command(String... words) {
        var command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", ENTER, root.toString()));
        command.addAll(List.of(words));
        return command;
    }
}
