package org.tcserver.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something for each track that there is; track 0 costs no look-up. Confined as its owner is. */
final class TrackTable<T> {
    private final T first;
    private final Supplier<T> maker;
    /** Those of tracks 1 to 255, from index 0 on; null for tracks that were not met. */
    private final List<@Nullable T> others = new ArrayList<>(0);

    TrackTable(Supplier<T> maker) {
        this.maker = maker;
        this.first = maker.get();
    }

    /** That of {@code trackId}, 0 to 255, made if needed. */
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

    /** Visits them by ascending track. */
    void forEach(Consumer<T> action) {
        action.accept(first);
        for (var other : others) {
            if (other != null) {
                action.accept(other);
            }
        }
    }
}
