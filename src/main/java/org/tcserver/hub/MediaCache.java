package org.tcserver.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.media.Codec;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;

/**
 * The messages of one kind, audio or video, that a new subscriber needs first. For each track: the configuration before
 * the init message, the init message, the configuration after it, and the last keyframe. Configuration is video
 * metadata or audio multichannel config. Guarded by a stripe's lock.
 */
final class MediaCache {
    private final CacheBudget.Share share;
    private final TrackTable<Track> tracks = new TrackTable<>(Track::new);
    private long arrivals;

    MediaCache(CacheBudget.Share share) {
        this.share = share;
    }

    /** A cached message. {@code arrival} orders messages and identifies one message that belongs to two tracks. */
    private record Cached(TcMessage message, MediaTag tag, long arrival) {}

    /** The cached messages of one track. */
    private static final class Track {
        @Nullable Codec codec;

        @Nullable Cached configBeforeInit;

        @Nullable Cached init;

        @Nullable Cached configAfterInit;

        @Nullable Cached keyframe;

        boolean framesFollowedKeyframe;
    }

    /**
     * An end-of-sequence message to send after the {@code keyframe} of a track, because the frames after it are
     * missing.
     */
    record SequenceEnd(Bytes payload, MediaTag keyframe) {}

    /** Caches {@code message} if new subscribers need it, and drops the messages that it makes obsolete. */
    void add(TcMessage message, MediaTag tag) {
        var cached = new Cached(message, tag, arrivals++);
        for (int i = 0; i < tag.trackCount(); i++) {
            var track = tracks.at(tag.trackIdAt(i));
            changeCodec(track, tag.codecAt(i));
            add(track, cached);
        }
    }

    void clear() {
        tracks.forEach(track -> {
            clear(track);
            track.codec = null;
        });
    }

    /** Returns the messages that precede the first coded frame, in order. */
    List<TcMessage> configuration() {
        var messages = new ArrayList<TcMessage>();
        inOrder(track -> track.configBeforeInit).forEach(cached -> messages.add(cached.message));
        inOrder(track -> track.init).forEach(cached -> messages.add(cached.message));
        inOrder(track -> track.configAfterInit).forEach(cached -> messages.add(cached.message));
        return messages;
    }

    /** Visits the last keyframe of each track that has one, oldest first. */
    void forEachKeyframe(KeyframeVisitor visitor) {
        inOrder(track -> track.keyframe).forEach(cached -> visitor.visit(cached.message, cached.tag));
    }

    interface KeyframeVisitor {
        void visit(TcMessage keyframe, MediaTag tag);
    }

    /** Returns one end for each track whose codec does not tolerate the missing frames after the keyframe. */
    List<SequenceEnd> sequenceEnds() {
        var ends = new ArrayList<SequenceEnd>();
        tracks.forEach(track -> {
            var keyframe = track.keyframe;
            if (keyframe != null && track.framesFollowedKeyframe) {
                addSequenceEnd(ends, track, keyframe);
            }
        });
        return ends;
    }

    private void addSequenceEnd(List<SequenceEnd> ends, Track track, Cached keyframe) {
        for (int i = 0; i < keyframe.tag.trackCount(); i++) {
            if (tracks.at(keyframe.tag.trackIdAt(i)) == track
                    && !keyframe.tag.codecAt(i).toleratesGaps()) {
                ends.add(new SequenceEnd(keyframe.tag.endOfSequenceAt(i), keyframe.tag));
            }
        }
    }

    private Collection<Cached> inOrder(Slot slot) {
        var byArrival = new TreeMap<Long, Cached>();
        tracks.forEach(track -> {
            var cached = slot.of(track);
            if (cached != null) {
                byArrival.put(cached.arrival, cached);
            }
        });
        return byArrival.values();
    }

    private interface Slot {
        @Nullable Cached of(Track track);
    }

    private void changeCodec(Track track, Codec codec) {
        if (codec.isNone() || codec.equals(track.codec)) {
            return;
        }
        clear(track);
        track.codec = codec;
    }

    private void add(Track track, Cached cached) {
        switch (cached.tag.role()) {
            case INIT -> addInit(track, cached);
            case METADATA, MULTICHANNEL_CONFIG -> {
                forgetKeyframe(track);
                forget(track.configAfterInit);
                track.configAfterInit = kept(cached);
            }
            case KEYFRAME -> {
                forgetKeyframe(track);
                track.keyframe = kept(cached);
            }
            case INTER, DISPOSABLE -> track.framesFollowedKeyframe = true;
            case EMPTY, SEQUENCE_END, CHECKPOINT, CODED, OTHER -> {}
        }
    }

    private void addInit(Track track, Cached init) {
        forgetKeyframe(track);
        if (track.configAfterInit != null) {
            forget(track.configBeforeInit);
            track.configBeforeInit = track.configAfterInit;
            track.configAfterInit = null;
        }
        forget(track.init);
        track.init = kept(init);
    }

    private void clear(Track track) {
        forget(track.configBeforeInit);
        forget(track.init);
        forget(track.configAfterInit);
        track.configBeforeInit = null;
        track.init = null;
        track.configAfterInit = null;
        forgetKeyframe(track);
    }

    private void forgetKeyframe(Track track) {
        forget(track.keyframe);
        track.keyframe = null;
        track.framesFollowedKeyframe = false;
    }

    private @Nullable Cached kept(Cached cached) {
        return share.tryTake(cached.message.payload().length()) ? cached : null;
    }

    private void forget(@Nullable Cached cached) {
        if (cached != null) {
            share.giveBack(cached.message.payload().length());
        }
    }
}
