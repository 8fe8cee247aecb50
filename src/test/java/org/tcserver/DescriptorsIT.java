package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.Program;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;

/** A server without free descriptors. Existing clients stay connected. New clients wait until a descriptor is free. */
@Isolated
class DescriptorsIT {
    /** Number of additional descriptors that the server may open. */
    private static final int SPARE = 5;

    private static void limit(ServerProcess server, long descriptors) throws IOException, InterruptedException {
        Program.require("prlimit").run("--pid", Long.toString(server.pid()), "--nofile=" + descriptors + ":");
    }

    private static long open(ServerProcess server) throws IOException {
        try (var files = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return files.count();
        }
    }

    @Test
    void whoIsThereStaysAndWhoWaitsComesInLater() throws Exception {
        try (var server = ServerProcess.startRtws();
                var others = new Bystanders(server)) {
            others.assertTheyGoOn();
            limit(server, open(server) + SPARE);
            var waiting = new ArrayList<Socket>();
            for (int i = 0; i < 10 * SPARE; i++) {
                waiting.add(new Socket(InetAddress.getLoopbackAddress(), server.port(i % 2 == 0 ? "rtmp" : "rtws")));
            }
            awaitStderr(server, "cannot accept");
            for (int i = 0; i < 20; i++) {
                others.assertTheyGoOn();
            }
            assertTrue(linesSaying(server, "cannot accept") <= 2, server::stderr);
            for (var each : waiting) {
                each.close();
            }
            try (var next = RtmpClient.connected(server.port(), "live")) {
                next.fence();
            }
            others.assertTheyGoOn();
            assertEquals(List.of(), server.unreadable());
            server.closeCleanly();
        }
    }

    @Test
    void aLowLimitIsSaidAtTheStart() throws Exception {
        var prlimit = Program.require("prlimit").path().toString();
        var command = List.of(
                prlimit,
                "--nofile=300:300",
                Path.of("bin", "tcserver").toAbsolutePath().toString());
        var words = new ArrayList<>(command);
        words.addAll(List.of("-b", "127.0.0.1:0", "--max-connections", "400"));
        try (var server = ServerProcess.startCommand(words, Map.of())) {
            server.signal("TERM");
            assertEquals(0, server.awaitExit(Deadline.patient()));
            var line = server.stderr().lines().findFirst().orElse("");
            assertTrue(line.contains("300 descriptors") && line.contains("400 connections"), server::stderr);
        }
    }

    private static void awaitStderr(ServerProcess server, String words) {
        var deadline = Deadline.patient();
        while (linesSaying(server, words) == 0) {
            assertTrue(deadline.remainingNanos() > 0, server::stderr);
            Thread.onSpinWait();
        }
    }

    private static long linesSaying(ServerProcess server, String words) {
        return server.stderr().lines().filter(line -> line.contains(words)).count();
    }
}
