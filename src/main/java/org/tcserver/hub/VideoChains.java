package org.tcserver.hub;

import org.jspecify.annotations.Nullable;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.GopChain;

/**
 * The picture groups that one subscriber is being sent, one for each video track. Guarded by a stripe's lock.
 *
 * <p>A track is open from a keyframe on until its chain breaks or is closed; coded video of a track that is not open is
 * held back until a keyframe comes. A message of several tracks opens one chain for all of them.
 */
final class VideoChains {
    private final TrackTable<Track> tracks = new TrackTable<>(Track::new);

    /** The state of one track. */
    private static final class Track {
        /** The newest chain; closed or not, a newer keyframe supersedes it. */
        @Nullable GopChain chain;

        boolean open;
    }

    /** The chain that a message needs; null if one of its tracks waits for a keyframe, and then all of them do. */
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

    /** The keyframe that opens {@code chain} is sent: brings what it supersedes forward, to the given deadlines. */
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

    /** The tracks of {@code tag} wait for a keyframe; what was sent of them stays as it is. */
    void close(MediaTag tag) {
        for (int i = 0; i < tag.trackCount(); i++) {
            tracks.at(tag.trackIdAt(i)).open = false;
        }
    }

    /** All tracks wait for a keyframe; what was sent of them stays as it is. */
    void closeAll() {
        tracks.forEach(track -> track.open = false);
    }

    /** All tracks wait for a keyframe; what still waits of their chains is not sent. */
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

    /** True if another track goes on with {@code chain}. */
    private boolean isNeeded(GopChain chain) {
        var needed = new boolean[1];
        tracks.forEach(track -> needed[0] |= track.open && track.chain == chain);
        return needed[0];
    }
}
