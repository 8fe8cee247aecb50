package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.GopChain;

/**
 * The GOPs in transmission to one subscriber, one per video track. Guarded by a stripe's lock.
 *
 * <p>A track is open from a keyframe until its chain breaks or is closed. The subscription holds back coded video of
 * other tracks until a keyframe. A message of several tracks opens one chain for all of them.
 */
final class VideoChains {
    private final TrackTable<Track> tracks = new TrackTable<>(Track::new);

    /** The state of one track. */
    private static final class Track {
        /** The newest chain, open or closed. A newer keyframe supersedes it. */
        @Nullable GopChain chain;

        boolean open;
    }

    /**
     * Returns the chain of a message. If one of its tracks waits for a keyframe, closes all of them and returns null.
     */
    @Nullable GopChain current(MediaTag tag) {
        if (tag.trackCount() == 1) {
            return current(tracks.at(tag.trackId()));
        }
        var chain = current(tracks.at(tag.trackIdAt(0)));
        for (int i = 1; i < tag.trackCount(); i++) {
            if (current(tracks.at(tag.trackIdAt(i))) != chain) {
                close(tag);
                return null;
            }
        }
        return chain;
    }

    /**
     * Records that the keyframe that opens {@code chain} was sent. Shortens the deadlines of superseded chains to the
     * given ones.
     */
    void open(MediaTag tag, GopChain chain, long startBy, long finishBy) {
        for (int i = 0; i < tag.trackCount(); i++) {
            var track = tracks.at(tag.trackIdAt(i));
            var previous = track.chain;
            track.chain = chain;
            track.open = true;
            if (previous != null && previous != chain && !isNeeded(previous)) {
                previous.expire(startBy, finishBy);
            }
        }
    }

    /** Makes the tracks of {@code tag} wait for a keyframe. Queued messages stay. */
    void close(MediaTag tag) {
        for (int i = 0; i < tag.trackCount(); i++) {
            tracks.at(tag.trackIdAt(i)).open = false;
        }
    }

    /** Makes all tracks wait for a keyframe. Queued messages stay. */
    void closeAll() {
        tracks.forEach(track -> track.open = false);
    }

    /** Makes all tracks wait for a keyframe, and breaks their chains so that queued messages are dropped. */
    void breakAll() {
        tracks.forEach(track -> {
            track.open = false;
            if (track.chain != null) {
                track.chain.breakOff();
            }
        });
    }

    private static @Nullable GopChain current(Track track) {
        return track.open && track.chain != null && !track.chain.isBroken() ? track.chain : null;
    }

    /** Returns true if another track still uses {@code chain}. */
    private boolean isNeeded(GopChain chain) {
        var needed = new boolean[1];
        tracks.forEach(track -> needed[0] |= track.open && track.chain == chain);
        return needed[0];
    }
}
