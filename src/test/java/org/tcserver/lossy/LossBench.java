package org.tcserver.lossy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tcserver.testing.FlvPublisher;
import org.tcserver.testing.FreePort;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.Program;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;

/** Publishes to a server and plays from it over lossy paths, and prints what arrived. Confined to one thread. */
final class LossBench {
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Seconds after the last message until a playing program ends. */
    private static final int SECONDS_AROUND = 10;

    private static final String APP = "live";

    private final LossBenchSettings settings;

    /** Each run has a stream of its own: over a lossy path the server may learn late that the last publisher left. */
    private String stream = "";

    private int runs;

    LossBench(LossBenchSettings settings) {
        this.settings = settings;
    }

    void run() throws IOException, InterruptedException {
        var file = Files.createTempFile("lossbench", ".flv");
        try (var server = ServerProcess.startRtmfp("-b", "127.0.0.1:0")) {
            var clip = LossClip.write(file, settings.seconds());
            System.out.println(clip.frames() + " frames and " + clip.sounds() + " audio messages");
            System.out.println("| path | server | published: frames, audio | played: frames, audio |");
            System.out.println("| --- | --- | --- | --- |");
            if (settings.programs() == null) {
                measure(clip, Map.of("ours", server));
            } else {
                try (var original = startOriginal(settings.programs())) {
                    measure(clip, new TreeMap<>(Map.of("ours", server, "the original", original)));
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The first path, which loses nothing, also warms the server up. */
    private void measure(LossClip clip, Map<String, ServerProcess> servers) throws IOException, InterruptedException {
        for (int round = 1; round <= settings.rounds(); round++) {
            for (var path : LossPath.ALL) {
                for (var server : servers.entrySet()) {
                    var published = publish(server.getValue(), path, round, clip);
                    var played = play(server.getValue(), path, round, clip);
                    System.out.printf("| %s | %s | %s | %s |%n", path, server.getKey(), published, played);
                }
            }
        }
    }

    private static ServerProcess startOriginal(Path folder) throws IOException, InterruptedException {
        var rtmp = "127.0.0.1:" + FreePort.next();
        var rtmfp = "127.0.0.1:" + FreePort.next();
        var command = List.of(folder.resolve("tcserver").toString(), "-b", rtmp, "-B", rtmfp);
        return ServerProcess.startCommand(command, Map.of());
    }

    private static LossyForwarder forwarder(ServerProcess server, LossPath path, int seed)
            throws IOException, InterruptedException {
        return new LossyForwarder(RtmfpClient.to(server.rtmfpPort()).server(), seed).links(path.link(), path.link());
    }

    /** A publisher over the lossy path, a player over RTMP. */
    private Arrivals publish(ServerProcess server, LossPath path, int seed, LossClip clip)
            throws IOException, InterruptedException {
        beginRun();
        var arrivals = new Arrivals();
        try (var forwarder = forwarder(server, path, seed);
                var player = RtmpClient.connected(server.port(), APP)) {
            player.play(stream);
            if (settings.programs() == null) {
                try (var publisher = RtmfpClient.to(forwarder.address()).open()) {
                    publisher.connectTo(APP);
                    publish(publisher, clip);
                    player.takeUntilQuiet(QUIET).forEach(arrivals::add);
                }
            } else {
                new Program(settings.programs().resolve("tcpublish"), Map.of())
                        .run("-4", url(forwarder), clip.file().toString());
                player.takeUntilQuiet(QUIET).forEach(arrivals::add);
            }
        }
        return arrivals;
    }

    /** A publisher over RTMP, a player over the lossy path. */
    private Arrivals play(ServerProcess server, LossPath path, int seed, LossClip clip)
            throws IOException, InterruptedException {
        beginRun();
        try (var forwarder = forwarder(server, path, seed);
                var publisher = RtmpClient.connected(server.port(), APP)) {
            return settings.programs() == null
                    ? playByOurs(forwarder, publisher, clip)
                    : playByProgram(settings.programs().resolve("tcconn"), forwarder, publisher, clip);
        }
    }

    private void beginRun() {
        runs++;
        stream = "run" + runs;
    }

    private Arrivals playByOurs(LossyForwarder forwarder, TcClient publisher, LossClip clip)
            throws IOException, InterruptedException {
        var arrivals = new Arrivals();
        try (var player = RtmfpClient.to(forwarder.address()).open()) {
            player.connectTo(APP);
            player.play(stream);
            publish(publisher, clip);
            player.takeUntilQuiet(QUIET).forEach(arrivals::add);
        }
        return arrivals;
    }

    /** The program prints what it receives, and ends when its time is over. */
    private Arrivals playByProgram(Path tcconn, LossyForwarder forwarder, TcClient publisher, LossClip clip)
            throws IOException, InterruptedException {
        var seconds = Integer.toString(settings.seconds() + SECONDS_AROUND);
        var arrivals = new Arrivals();
        try (var player = Program.require("timeout")
                .start("-s", "INT", seconds, "stdbuf", "-oL", tcconn.toString(), "-4", url(forwarder))) {
            publish(publisher, clip);
            player.awaitExit();
            arrivals.addPrinted(player.output());
        }
        return arrivals;
    }

    private void publish(TcClient publisher, LossClip clip) throws IOException, InterruptedException {
        new FlvPublisher(publisher, publisher.publish(stream), 0).publish(clip.file());
    }

    private String url(LossyForwarder forwarder) {
        return "rtmfp://127.0.0.1:" + forwarder.address().getPort() + "/" + APP + "#" + stream;
    }
}
