package org.tcserver.rtmfp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * A reassembler of startup packets (RFC 7016 §3.4). Anyone may send fragments, so it has room for only a few packets
 * and evicts the oldest. Confined to the endpoint's thread.
 */
final class PacketReassembly {
    private record Key(Path from, long packetId) {}

    private static final class Partial {
        private final Map<Long, Bytes> fragments = new TreeMap<>();
        private final long begunNanos;
        private long progressNanos;
        private long count = Long.MAX_VALUE;
        private int length;

        Partial(long nowNanos) {
            begunNanos = nowNanos;
            progressNanos = nowNanos;
        }

        boolean isStale(long nowNanos) {
            return nowNanos - progressNanos > RtmfpParameters.REASSEMBLY_PROGRESS_NANOS
                    || nowNanos - begunNanos > RtmfpParameters.REASSEMBLY_TIMEOUT_NANOS;
        }

        void add(Fragment fragment, long nowNanos) {
            var part = Bytes.wrap(fragment.packetFragment().toArray());
            if (fragments.putIfAbsent(fragment.fragmentNumber(), part) == null) {
                length += part.length();
                progressNanos = nowNanos;
                if (!fragment.moreFragments()) {
                    count = fragment.fragmentNumber() + 1;
                }
            }
        }

        boolean isComplete() {
            return fragments.size() == count;
        }

        Bytes packet() {
            var packet = new ByteWriter(length);
            fragments.values().forEach(packet::bytes);
            return packet.toBytes();
        }
    }

    private final Map<Key, Partial> partials = new LinkedHashMap<>();

    /** Adds a fragment. Returns the plain packet once it is complete, otherwise null. */
    @Nullable Bytes add(Path from, Fragment fragment, long nowNanos) {
        partials.values().removeIf(partial -> partial.isStale(nowNanos));
        if (fragment.fragmentNumber() >= RtmfpParameters.MAX_REASSEMBLED_BYTES) {
            return null;
        }
        var key = new Key(from, fragment.packetId());
        var partial = partials.computeIfAbsent(key, k -> new Partial(nowNanos));
        partial.add(fragment, nowNanos);
        if (partial.isComplete() || partial.length > RtmfpParameters.MAX_REASSEMBLED_BYTES) {
            partials.remove(key);
        }
        if (partials.size() > RtmfpParameters.MAX_REASSEMBLIES) {
            partials.remove(partials.keySet().iterator().next());
        }
        return partial.isComplete() && partial.length <= RtmfpParameters.MAX_REASSEMBLED_BYTES
                ? partial.packet()
                : null;
    }

    int size() {
        return partials.size();
    }
}
