package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

/** A message from one subscriber's queue into the buffer that is handed to the socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx768m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkWritingBenchmark {
    private final TcMessage video = new TcMessage(MessageType.VIDEO, 40, Bytes.wrap(new byte[8_900]));
    private final TcMessage audio = new TcMessage(MessageType.AUDIO, 40, Bytes.wrap(new byte[370]));

    private final SendQueue queue = new SendQueue(
            new QueueLimits(1 << 20), TestMemory.account(1 << 20), new ProtocolFigures().open("benchmark"));
    private final SendQueue.Lane immediateLane = queue.addLane();
    private final SendQueue.Lane videoLane = queue.addLane(immediateLane);
    private final ChunkWriter writer = new ChunkWriter(queue, immediateLane, videoLane);
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);

    @Setup
    public void setChunkSize() {
        queue.offer(immediateLane, Outgoing.permanent(0, new SetChunkSize(RtmpParameters.CHUNK_BYTES).toMessage()), 0);
        writer.fill(scratch, Integer.MAX_VALUE, 0);
    }

    @Benchmark
    public int video() {
        queue.offer(videoLane, Outgoing.permanent(1, video), 0);
        return write();
    }

    @Benchmark
    public int audio() {
        queue.offer(immediateLane, Outgoing.permanent(1, audio), 0);
        return write();
    }

    private int write() {
        writer.fill(scratch.clear(), Integer.MAX_VALUE, 0);
        return scratch.position() + writer.takeMessagesFinished();
    }
}
