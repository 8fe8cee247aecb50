package org.tcserver.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** A publisher and a viewer to whom nothing must happen, whatever others do. */
public final class Bystanders implements AutoCloseable {
    private static final long FRAME_MILLIS = 40;

    private final RtmpClient publisher;
    private final RtmpClient viewer;
    private int frames;

    public Bystanders(ServerProcess server) throws Exception {
        publisher = RtmpClient.connected(server.port(), "others");
        viewer = RtmpClient.connected(server.port(), "others");
        publisher.publish("s");
        viewer.play("s");
        viewer.awaitStatus("NetStream.Play.PublishNotify");
    }

    /** They still have their stream. */
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
