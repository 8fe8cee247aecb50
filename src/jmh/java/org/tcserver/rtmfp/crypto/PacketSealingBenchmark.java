package org.tcserver.rtmfp.crypto;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tcserver.wire.Bytes;

/** A packet of 1200 bytes before encryption, from {@link Bytes} to a datagram and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx768m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketSealingBenchmark {
    /** With HMAC, or with the simple checksum. */
    @Param({"true", "false"})
    public boolean hmac;

    private final PacketScratch scratch = new PacketScratch();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(2048);
    private final ByteBuffer sealed = ByteBuffer.allocateDirect(2048);
    private Bytes packet = Bytes.EMPTY;
    private PacketSealer sealer = PacketSealer.forStartup(scratch);
    private PacketOpener opener = PacketOpener.forStartup(scratch);

    /** Without sequence numbers, so that one datagram can be opened again and again. */
    @Setup
    public void agree() throws Exception {
        var identity = Identity.ephemeral(new SecureRandom());
        var keying = new Keying(identity, new KeyingPolicy(hmac, false));
        var opening = keying.initiate(identity.certificate());
        var response = keying.respond(identity.certificate(), opening.component());
        sealer = opening.combine(response.component()).sealer(scratch);
        opener = response.keys().opener(scratch);
        packet = Bytes.wrap(new byte[sealer.maxPacketLength()]);
        sealer.seal(1, packet, sealed);
        sealed.flip();
    }

    @Benchmark
    public ByteBuffer seal() {
        datagram.clear();
        sealer.seal(1, packet, datagram);
        return datagram;
    }

    @Benchmark
    public @Nullable Bytes open() {
        return opener.open(sealed);
    }
}
