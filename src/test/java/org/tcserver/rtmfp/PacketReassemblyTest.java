package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.wire.Bytes;

final class PacketReassemblyTest {
    private static final long MILLI = 1_000_000L;

    private final PacketReassembly reassembly = new PacketReassembly();
    private final Bytes packet = FlowTransferTest.pattern(3000);

    private static Path path(int port) {
        return new Path(0, new InetSocketAddress("192.0.2.1", port));
    }

    @Test
    void joinsInAnyOrder() {
        var fragments = Fragment.cut(packet, 9, 1000);
        assertNull(reassembly.add(path(1), fragments.get(2), 0));
        assertNull(reassembly.add(path(1), fragments.get(0), 0));
        assertNull(reassembly.add(path(1), fragments.get(0), 0), "twice");
        assertNull(reassembly.add(path(2), fragments.get(1), 0), "somebody else's");
        assertEquals(packet, reassembly.add(path(1), fragments.get(1), 0));
        assertEquals(1, reassembly.size());
    }

    @Test
    void forgetsWhatMakesNoProgress() {
        var fragments = Fragment.cut(packet, 9, 1000);
        reassembly.add(path(1), fragments.get(0), 0);
        reassembly.add(path(1), fragments.get(1), 900 * MILLI);
        assertEquals(packet, reassembly.add(path(1), fragments.get(2), 1800 * MILLI));

        reassembly.add(path(1), fragments.get(0), 2000 * MILLI);
        reassembly.add(path(1), fragments.get(1), 2000 * MILLI);
        assertNull(reassembly.add(path(1), fragments.get(2), 3001 * MILLI));
    }

    @Test
    void holdsLittle() {
        for (int i = 0; i < 10_000; i++) {
            assertNull(reassembly.add(path(i % 60_000), new Fragment(true, i, 0, Bytes.wrap(new byte[1000])), 0));
            assertTrue(reassembly.size() <= RtmfpParameters.MAX_REASSEMBLIES);
        }
        for (int i = 0; i < 100; i++) {
            assertNull(reassembly.add(path(7), new Fragment(true, 1, i, Bytes.wrap(new byte[1000])), 0));
        }
        assertNull(reassembly.add(path(7), new Fragment(true, 2, Long.MAX_VALUE, Bytes.wrap(new byte[1])), 0));
        assertNull(reassembly.add(path(7), new Fragment(false, 3, 0, Bytes.wrap(new byte[9000])), 0));
    }
}
