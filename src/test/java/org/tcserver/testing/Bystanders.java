package org.tcserver.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** A publisher and a viewer that must keep working while other clients misbehave. */
public final class Bystanders implements AutoCloseable {
    private static final long FRAME_MILLIS = 40;
    /** The server must keep slow frames. The test itself judges their delay. */
    private static final String LONG_LIFE = "?videoLifetime=10&finishByMargin=10&expirePreviousGop=no";

    private final TcClient publisher;
    private final TcClient viewer;
    private int frames;

    public Bystanders(ServerProcess server) throws Exception {
        this(RtmpClient.connected(server.port(), "others"), RtmpClient.connected(server.port(), "others"));
    }

    /** Connects both over RTMFP. */
    public static Bystanders overRtmfp(ServerProcess server) throws Exception {
        return new Bystanders(
                RtmfpClient.connected(server.rtmfpPort(), "others"),
                RtmfpClient.connected(server.rtmfpPort(), "others"));
    }

    private Bystanders(TcClient publisher, TcClient viewer) throws Exception {
        this.publisher = publisher;
        this.viewer = viewer;
        publisher.publish("s");
        viewer.play("s" + LONG_LIFE);
        viewer.awaitStatus("NetStream.Play.PublishNotify");
    }

    /** Sends a keyframe and checks that the viewer receives it. */
    public void assertTheyGoOn() throws Exception {
        frames++;
        publisher.video(1, frames * FRAME_MILLIS, TestMedia.keyframe(frames));
        var frame = viewer.await("keyframe", TestMedia::isKeyframe);
        assertEquals(frames, TestMedia.number(frame));
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        viewer.close();
    }
}
