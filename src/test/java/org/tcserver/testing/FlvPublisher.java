package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Publishes an FLV file through a test client in real time, with shifted timestamps. Confined to one thread. */
public final class FlvPublisher {
    private final TcClient client;
    private final int streamId;
    private final long firstTimestamp;

    public FlvPublisher(TcClient client, int streamId, long firstTimestamp) {
        this.client = client;
        this.streamId = streamId;
        this.firstTimestamp = firstTimestamp;
    }

    /** Sends each tag at its time. Returns after the last one. */
    public void publish(Path flv) throws IOException {
        var start = System.nanoTime();
        for (var tag : FlvTag.read(flv)) {
            var due = start + tag.timestamp() * 1_000_000;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send(tag);
        }
    }

    private void send(FlvTag tag) throws IOException {
        var timestamp = (firstTimestamp + tag.timestamp()) & 0xffffffffL;
        switch (tag.type()) {
            case RtmpMessage.AUDIO -> client.audio(streamId, timestamp, tag.payload());
            case RtmpMessage.VIDEO -> client.video(streamId, timestamp, tag.payload());
            default -> client.send(streamId, tag.type(), timestamp, asDataFrame(tag.payload()));
        }
    }

    private static Bytes asDataFrame(Bytes scriptData) {
        return new ByteWriter()
                .bytes(Amf0.write("@setDataFrame"))
                .bytes(scriptData)
                .toBytes();
    }
}
