package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.MemoryAttack;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.testing.TestMedia;

/** Ten thousand connections from one address try to fill a server with a small heap. */
@Isolated
class MemoryIT {
    private static final String[] ARGUMENTS = {
        "-b", "127.0.0.1:0", "-w", "127.0.0.1:0", "--max-connections", "12000", "--metrics", "127.0.0.1:0"
    };

    @Test
    void servesOthersWhileTenThousandConnectionsFillTheMemory() throws Exception {
        try (var server = ServerProcess.startWith(Map.of("TCSERVER_JAVA_OPTS", "-Xmx256m"), ARGUMENTS);
                var others = new Bystanders(server);
                var attack = new MemoryAttack()) {
            int rtmp = server.port("rtmp");
            int rtws = server.port("rtws");
            attack.run(2500, rtmp, MemoryAttack.rtmpHandshake());
            attack.run(2500, rtws, MemoryAttack.webSocket());
            others.assertTheyGoOn();
            attack.run(750, rtmp, MemoryAttack.chunkStreams(MemoryAttack.rtmpHandshake()));
            attack.run(750, rtmp, MemoryAttack.chunkStreams(MemoryAttack.rtmpConnect()));
            attack.run(500, rtmp, MemoryAttack.unfinished(MemoryAttack.rtmpHandshake()));
            others.assertTheyGoOn();
            attack.run(1000, rtmp, MemoryAttack.unfinished(MemoryAttack.rtmpConnect()));
            attack.run(300, rtmp, MemoryAttack.longCommand());
            attack.run(750, rtws, MemoryAttack.flows(false));
            others.assertTheyGoOn();
            attack.run(750, rtws, MemoryAttack.flows(true));
            attack.run(15, rtmp, MemoryAttack.plays());
            attack.run(150, rtmp, MemoryAttack::unread);
            for (int i = 0; i < 20; i++) {
                others.assertTheyGoOn();
            }
            try (var publisher = RtmpClient.connected(rtmp, "newcomers");
                    var viewer = RtmpClient.connected(rtmp, "newcomers")) {
                int streamId = publisher.publish("s");
                viewer.play("s");
                publisher.video(streamId, 0, TestMedia.keyframe(1));
                viewer.await("keyframe", TestMedia::isKeyframe);
            }
            var metrics = StatusClient.of(server).metrics();
            assertTrue(metrics.value("tcserver_refusals_total{reason=\"memory\"}") > 0, "clients were closed");
            server.closeCleanly();
        }
    }
}
