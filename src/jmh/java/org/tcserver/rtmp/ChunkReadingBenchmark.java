package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** One second of a publisher's stream, from the bytes that a socket read to messages; the figures are per message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx768m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkReadingBenchmark {
    private static final int VIDEO_MESSAGES = 30;
    private static final int VIDEO_BYTES = 8_900;
    private static final int AUDIO_MESSAGES = 43;
    private static final int AUDIO_BYTES = 370;
    private static final int MESSAGES = VIDEO_MESSAGES + AUDIO_MESSAGES;
    private static final int READ_BYTES = 64 * 1024;

    /** What librtmp and FFmpeg publish with, and the chunk size that every connection begins with. */
    @Param({"4096", "128"})
    public int chunkBytes;

    private final ChunkReader reader = new ChunkReader(TestMemory.account(0));
    private ByteBuffer stream = ByteBuffer.allocate(0);

    /** Each message begins with a type 0 chunk, so the same bytes can be read again and again. */
    @Setup
    public void write() {
        reader.chunkSize(chunkBytes);
        var queue = new SendQueue(
                new QueueLimits(1 << 20), TestMemory.account(1 << 20), new ProtocolFigures().open("benchmark"));
        var lane = queue.addLane();
        var writer = new ChunkWriter(queue, lane, queue.addLane(lane));
        stream = ByteBuffer.allocateDirect(1 << 20);
        queue.offer(lane, Outgoing.permanent(0, new SetChunkSize(chunkBytes).toMessage()), 0);
        writer.fill(stream, Integer.MAX_VALUE, 0);
        stream.clear();
        for (int i = 0; i < MESSAGES; i++) {
            boolean isVideo = i * VIDEO_MESSAGES / MESSAGES < (i + 1) * VIDEO_MESSAGES / MESSAGES;
            queue.offer(lane, Outgoing.permanent(1, isVideo ? video(i) : audio(i)), 0);
        }
        writer.fill(stream, Integer.MAX_VALUE, 0);
        stream.flip();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void read(Blackhole consumer) throws MalformedException {
        int end = stream.limit();
        for (int start = 0; start < end; start += READ_BYTES) {
            stream.limit(Math.min(end, start + READ_BYTES)).position(start);
            for (var next = reader.next(stream); next != null; next = reader.next(stream)) {
                consumer.consume(next);
            }
        }
    }

    private static TcMessage video(int timestamp) {
        return new TcMessage(MessageType.VIDEO, timestamp, Bytes.wrap(new byte[VIDEO_BYTES]));
    }

    private static TcMessage audio(int timestamp) {
        return new TcMessage(MessageType.AUDIO, timestamp, Bytes.wrap(new byte[AUDIO_BYTES]));
    }
}
