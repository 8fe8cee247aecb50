package org.tcserver.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A viewer's recording, compared with the published packets. A packet is identified by the hash of its content. */
public final class Recording {
    private static final double WINDOW_SECONDS = 10;
    private static final double LEAST_SHARE = 0.95;
    private static final double TIMESTAMP_TOLERANCE_SECONDS = 0.003;

    private final List<Packet> published;
    private final Map<String, Packet> recorded = new HashMap<>();
    private final String what;

    public Recording(String what, List<Packet> published, List<Packet> recorded) {
        this.what = what;
        this.published = published;
        recorded.forEach(packet -> this.recorded.put(packet.hash(), packet));
    }

    /**
     * Requires at least 95 % of the published audio and video, unaltered, in a window of 10 s. The window begins half a
     * second after the first recorded frame.
     */
    public Recording assertWindow() {
        assertShare(true, LEAST_SHARE, WINDOW_SECONDS);
        assertShare(false, LEAST_SHARE, WINDOW_SECONDS);
        return this;
    }

    /** Requires that audio and video keep their published offset, except for rounding to milliseconds. */
    public Recording assertTimeline() {
        var from = windowStart(true);
        var shifts = new ArrayList<Double>();
        for (var packet : published) {
            var copy = recorded.get(packet.hash());
            if (copy != null && packet.dtsSeconds() >= from && packet.dtsSeconds() < from + WINDOW_SECONDS) {
                shifts.add(copy.dtsSeconds() - packet.dtsSeconds());
            }
        }
        var least = shifts.stream().mapToDouble(s -> s).min().orElse(0);
        var most = shifts.stream().mapToDouble(s -> s).max().orElse(0);
        if (most - least > TIMESTAMP_TOLERANCE_SECONDS) {
            throw new AssertionError(what + ": timestamps are shifted by " + least + " to " + most + " s");
        }
        return this;
    }

    private void assertShare(boolean video, double least, double seconds) {
        var from = windowStart(video);
        var window = published.stream()
                .filter(p -> p.isVideo() == video && p.dtsSeconds() >= from && p.dtsSeconds() < from + seconds)
                .toList();
        var end = published.stream().mapToDouble(Packet::dtsSeconds).max().orElse(0);
        var kind = video ? "video" : "audio";
        if (end < from + seconds) {
            throw new AssertionError(what + ": recorded " + kind + " only from " + from + " of " + end + " s");
        }
        var found = window.stream().filter(p -> recorded.containsKey(p.hash())).count();
        if (found < least * window.size()) {
            throw new AssertionError(
                    what + ": " + found + " of " + window.size() + " packets of " + kind + " from " + from + " s on");
        }
    }

    private double windowStart(boolean video) {
        return published.stream()
                        .filter(p -> p.isVideo() == video && recorded.containsKey(p.hash()))
                        .mapToDouble(Packet::dtsSeconds)
                        .min()
                        .orElseThrow(() -> new AssertionError(
                                what + ": nothing that was published, but " + recorded.size() + " packets"))
                + 0.5;
    }
}
