package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** Tests clients over RTWebSocket, together with clients over RTMP. */
class RtwsIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtws();
    }

    @AfterAll
    static void stop() throws Exception {
        server.closeCleanly();
    }

    private static RtwsClient rtws() throws Exception {
        return RtwsClient.connected(server.port("rtws"), "live");
    }

    private static RtmpClient rtmp() throws Exception {
        return RtmpClient.connected(server.port(), "live");
    }

    /** Requires that the viewer receives everything, complete and in order for each type. */
    private static void assertPasses(TcClient publisher, TcClient viewer, String name) throws Exception {
        viewer.play(name + "?videoLifetime=10&audioLifetime=10&expirePreviousGop=no");
        int streamId = publisher.publish(name);
        viewer.awaitStatus("NetStream.Play.PublishNotify");
        publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "hello");
        publisher.audio(streamId, 0, TestMedia.AAC_INIT);
        publisher.video(streamId, 0, TestMedia.AVC_INIT);
        for (int i = 0; i < 20; i++) {
            publisher.video(streamId, i * 40L, TestMedia.video(i == 0 ? 0x17 : 0x27, i, i == 0 ? 200_000 : 4_000));
            publisher.audio(streamId, i * 40L, TestMedia.audio(i));
        }
        int video = 0;
        int audio = 0;
        boolean data = false;
        while (video < 20 || audio < 20 || !data) {
            var next = viewer.next();
            data |= next.isData("onMetaData");
            if (next.isMedia() && TestMedia.isCoded(next)) {
                boolean isVideo = next.type() == RtmpMessage.VIDEO;
                assertEquals(isVideo ? video++ : audio++, TestMedia.number(next), next::toString);
                assertEquals(next.timestamp() / 40, TestMedia.number(next));
            }
        }
        publisher.command(streamId, "closeStream");
        viewer.awaitStatus("NetStream.Play.UnpublishNotify");
    }

    @Test
    void fromRtmpToRtws() throws Exception {
        try (var publisher = rtmp();
                var viewer = rtws()) {
            assertPasses(publisher, viewer, "a");
        }
    }

    @Test
    void fromRtwsToRtmp() throws Exception {
        try (var publisher = rtws();
                var viewer = rtmp()) {
            assertPasses(publisher, viewer, "b");
        }
    }

    @Test
    void fromRtwsToRtws() throws Exception {
        try (var publisher = rtws();
                var viewer = rtws()) {
            assertPasses(publisher, viewer, "c");
        }
    }

    @Test
    void eventsSayThatItIsRtws() throws Exception {
        try (var client = rtws()) {
            for (var type : List.of("accept", "accept-control", "connect")) {
                assertTrue(server.await(type, client).has("proto", "rtws"), type);
            }
            client.publish("events");
            assertTrue(server.await("publish", client).has("proto", "rtws"));
            assertTrue(server.freshStats().line().contains("\"rtws\":"), "stats");
            client.disconnect();
            server.await("close", client);
        }
    }

    @Test
    void whatAProxyForwardedForIsShown() throws Exception {
        var headers = "X-Forwarded-For: 192.0.2.7\r\nx-forwarded-for: 198.51.100.1, 10.0.0.1\r\n";
        try (var client = new RtwsClient.Settings(server.port("rtws"), 0, 0, headers).open()) {
            client.connectTo("live");
            var address = client.localAddress() + ";192.0.2.7,198.51.100.1, 10.0.0.1";
            server.await("connect", e -> e.is("connect") && e.has("address", address));
        }
    }

    @Test
    void pingsOfBothKindsAreAnswered() throws Exception {
        try (var socket = RawWebSocket.open(server.port("rtws"))) {
            socket.frame(RawWebSocket.PING, Bytes.ofUtf8("hello"));
            assertEquals(new RawWebSocket.Frame(RawWebSocket.PONG, Bytes.ofUtf8("hello")), socket.read());
            socket.frame(RawWebSocket.PONG, Bytes.EMPTY);
            socket.frame(RawWebSocket.BINARY, Bytes.ofHex("01aabb"));
            assertEquals(new RawWebSocket.Frame(RawWebSocket.BINARY, Bytes.ofHex("41aabb")), socket.read());
            socket.frame(RawWebSocket.BINARY, Bytes.ofHex("41cc"));
            socket.frame(RawWebSocket.BINARY, Bytes.ofHex("7f01"));
            socket.frame(RawWebSocket.BINARY, Bytes.EMPTY);
            socket.frame(RawWebSocket.BINARY, Bytes.ofHex("01"));
            assertEquals(new RawWebSocket.Frame(RawWebSocket.BINARY, Bytes.ofHex("41")), socket.read());
        }
    }

    @Test
    void aCloseFrameIsAnswered() throws Exception {
        try (var socket = RawWebSocket.open(server.port("rtws"))) {
            socket.frame(RawWebSocket.CLOSE, Bytes.ofHex("03e8"));
            assertEquals(1000, socket.awaitClose());
            server.await("close", e -> e.is("close") && e.has("address", socket.localAddress()));
        }
    }

    @Test
    void theServerClosesByTheHandshake() throws Exception {
        try (var client = RtwsClient.to(server.port("rtws")).open()) {
            client.command(0, "createStream");
            client.awaitClosed();
            server.await("error", client);
        }
    }

    @Test
    void streamsComeAndGo() throws Exception {
        try (var publisher = rtmp();
                var viewer = rtws()) {
            int streamId = publisher.publish("come-and-go");
            publisher.audio(streamId, 0, TestMedia.AAC_INIT);
            for (int i = 0; i < 20; i++) {
                int playing = viewer.createStream();
                viewer.command(playing, "play", "come-and-go");
                viewer.await("init", m -> m.streamId() == playing && m.type() == RtmpMessage.AUDIO);
                viewer.command(0, "deleteStream", playing);
            }
            viewer.fence();
        }
    }
}
