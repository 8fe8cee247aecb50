package org.tcserver.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One value for each track. Track 0 needs no look-up. Confined like its owner. */
final class TrackTable<T> {
    private final T first;
    private final Supplier<T> maker;
    /** The values of tracks 1 to 255, from index 0 on; null for tracks without a message so far. */
    private final List<@Nullable T> others = new ArrayList<>(0);

    TrackTable(Supplier<T> maker) {
        this.maker = maker;
        this.first = maker.get();
    }

    /** Returns the value of {@code trackId}, 0 to 255; creates it if absent. */
    T at(int trackId) {
        if (trackId == 0) {
            return first;
        }
        while (others.size() < trackId) {
            others.add(null);
        }
        var present = others.get(trackId - 1);
        if (present != null) {
            return present;
        }
        var made = maker.get();
        others.set(trackId - 1, made);
        return made;
    }

    /** Visits the values by ascending track. */
    void forEach(Consumer<T> action) {
        action.accept(first);
        for (var other : others) {
            if (other != null) {
                action.accept(other);
            }
        }
    }
}
