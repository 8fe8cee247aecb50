package org.tcserver.rtmfp.chunk;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tcserver.wire.Bytes;

/** Chunks for tests, as any peer might send them. */
final class ChunkSamples {
    private final RandomGenerator random;

    ChunkSamples(RandomGenerator random) {
        this.random = random;
    }

    Chunk chunk() throws Exception {
        return switch (random.nextInt(19)) {
            case 0 -> new Padding(random.nextInt(40));
            case 1 -> new Ping(bytes());
            case 2 -> SessionCloseRequest.INSTANCE;
            case 3 -> new FIHello(bytes(), address(), bytes());
            case 4 -> userData();
            case 5 -> new NextUserData(fragment());
            case 6 -> new BufferProbe(number());
            case 7 -> new IHello(bytes(), bytes());
            case 8 -> new IIKeying(random.nextInt(), bytes(), bytes(), bytes(), bytes());
            case 9 -> new PingReply(bytes());
            case 10 -> SessionCloseAcknowledgement.INSTANCE;
            case 11 -> new DataAcknowledgementBitmap(number(), number(), number() / 2, bytes());
            case 12 -> ranges();
            case 13 -> new FlowExceptionReport(number(), number());
            case 14 -> new RHello(bytes(), bytes(), bytes());
            case 15 -> new Redirect(bytes(), List.of(address(), address()));
            case 16 -> new RIKeying(random.nextInt(), bytes(), bytes());
            case 17 -> new CookieChange(bytes(), bytes());
            default -> new Fragment(random.nextBoolean(), number(), number(), Bytes.of(random.nextInt(256)));
        };
    }

    private UserData userData() {
        long sequenceNumber = Math.max(1, number());
        long fsnOffset = 1 + (long) (random.nextDouble() * (sequenceNumber - 1));
        return new UserData(number(), sequenceNumber, Math.min(fsnOffset, sequenceNumber), fragment());
    }

    private UserFragment fragment() {
        boolean abandon = random.nextInt(4) == 0;
        var options = random.nextBoolean() ? OptionList.EMPTY : new FlowOptions(bytes(), number()).toOptionList();
        return new UserFragment(
                FragmentControl.of(random.nextInt(4)),
                abandon,
                random.nextBoolean(),
                options,
                abandon ? Bytes.EMPTY : bytes());
    }

    private DataAcknowledgementRanges ranges() {
        long cumulativeAck = random.nextLong(1L << 40);
        return new DataAcknowledgementRanges(
                number(), number(), cumulativeAck, ranges(cumulativeAck, random.nextInt(10)));
    }

    List<SequenceRange> ranges(long cumulativeAck, int count) {
        var ranges = new ArrayList<SequenceRange>();
        long before = cumulativeAck;
        for (int i = 0; i < count; i++) {
            long first = before + 2 + random.nextInt(1 << random.nextInt(12));
            long last = first + random.nextInt(1 << random.nextInt(12));
            ranges.add(new SequenceRange(first, last));
            before = last;
        }
        return ranges;
    }

    private Address address() throws Exception {
        var octets = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(octets);
        return new Address(
                new InetSocketAddress(InetAddress.getByAddress(octets), random.nextInt(65536)),
                AddressOrigin.of(random.nextInt(4)));
    }

    /** A number of any magnitude that reads exactly. */
    private long number() {
        return Math.min(random.nextLong() >>> (1 + random.nextInt(63)), Long.MAX_VALUE - 1);
    }

    private Bytes bytes() {
        var bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
