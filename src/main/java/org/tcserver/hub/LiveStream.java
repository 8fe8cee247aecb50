package org.tcserver.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcserver.media.MediaKind;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.StreamLabel;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

/**
 * One stream of an App: at most one publication, any number of subscriptions, and the cached messages that later
 * subscribers need. Guarded by its stripe's lock.
 */
final class LiveStream {
    private final long number;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<CacheBudget.Share> caches;
    private final DataKeyframes dataKeyframes;
    private final MediaCache audio;
    private final MediaCache video;
    private @Nullable Publication publication;
    private int newestVideoTimestamp;

    /** Creates a stream. {@code number} is higher than that of any earlier stream. */
    LiveStream(long number, HubLimits limits, CacheBudget budget) {
        this.number = number;
        var data = budget.share(limits.dataKeyframeBytes());
        // Audio has no keyframes, so it needs a smaller cache: well-behaved publishers send only small configurations.
        var sound = budget.share(limits.streamCacheBytes() / 4);
        var pictures = budget.share(limits.streamCacheBytes());
        caches = List.of(data, sound, pictures);
        dataKeyframes = new DataKeyframes(limits.dataKeyframes(), data);
        audio = new MediaCache(sound);
        video = new MediaCache(pictures);
    }

    long number() {
        return number;
    }

    int subscribers() {
        return subscriptions.size();
    }

    @Nullable Publication publication() {
        return publication;
    }

    boolean isUnused() {
        return publication == null && subscriptions.isEmpty();
    }

    /** Sets the publication; the stream must have none. Notifies the subscribers. */
    void publish(Publication newcomer, long nowNanos, Wakeups wakeups) {
        publication = newcomer;
        newestVideoTimestamp = 0;
        caches.forEach(cache -> cache.chargeTo(newcomer.memory()));
        var notices = new Notices(label -> StatusMessages.publishNotify(label, newcomer.publisher()));
        for (var subscription : subscriptions) {
            subscription.published(notices.of(subscription.label()), nowNanos, wakeups);
        }
    }

    /** Removes the publication and clears the caches. The subscribers stay and are notified. */
    void unpublish(long nowNanos, Wakeups wakeups) {
        publication = null;
        dataKeyframes.clear();
        audio.clear();
        video.clear();
        var notices = new Notices(StatusMessages::unpublishNotify);
        for (var subscription : subscriptions) {
            subscription.unpublished(notices.of(subscription.label()), nowNanos, wakeups);
        }
    }

    /** Adds a subscriber, and immediately sends it everything it needs to start mid-stream. */
    void subscribe(Subscription newcomer, long nowNanos, Wakeups wakeups) {
        subscriptions.add(newcomer);
        if (publication != null) {
            newcomer.published(
                    StatusMessages.publishNotify(newcomer.label(), publication.publisher()), nowNanos, wakeups);
            dataKeyframes.forEach(message -> newcomer.sendNow(message, nowNanos, wakeups));
            audio.configuration().forEach(message -> newcomer.sendNow(message, nowNanos, wakeups));
            video.configuration().forEach(message -> newcomer.sendNow(message, nowNanos, wakeups));
            sendKeyframes(newcomer, nowNanos, wakeups);
        }
    }

    void unsubscribe(Subscription leaver) {
        subscriptions.remove(leaver);
    }

    /** Forwards audio or video, and caches it if later subscribers need it. */
    void forwardMedia(Delivery delivery) {
        var tag = delivery.tag();
        if (tag == null) {
            return;
        }
        if (tag.kind() == MediaKind.VIDEO) {
            newestVideoTimestamp = delivery.message().timestamp();
            video.add(delivery.message(), tag);
        } else {
            audio.add(delivery.message(), tag);
        }
        forward(delivery);
    }

    /** Forwards a message to all subscribers. */
    void forward(Delivery delivery) {
        // The server spends most of its time in this loop, so it allocates neither an iterator nor a lambda.
        for (int i = 0; i < subscriptions.size(); i++) {
            subscriptions.get(i).deliver(delivery);
        }
    }

    DataKeyframes dataKeyframes() {
        return dataKeyframes;
    }

    /** Returns true if there are subscribers and none of them has room. */
    boolean isCongested(long nowNanos) {
        for (int i = 0; i < subscriptions.size(); i++) {
            if (subscriptions.get(i).hasRoom(nowNanos)) {
                return false;
            }
        }
        return !subscriptions.isEmpty();
    }

    /**
     * Sends the cached keyframes with the timestamp of the newest video message, so that later frames continue from
     * there.
     */
    private void sendKeyframes(Subscription newcomer, long nowNanos, Wakeups wakeups) {
        video.forEachKeyframe((keyframe, tag) ->
                newcomer.deliver(Delivery.ofMedia(newestVideo(keyframe.payload()), tag, nowNanos, wakeups)));
        for (var end : video.sequenceEnds()) {
            newcomer.endSequence(newestVideo(end.payload()), end.keyframe(), nowNanos, wakeups);
        }
    }

    private TcMessage newestVideo(Bytes payload) {
        return new TcMessage(MessageType.VIDEO, newestVideoTimestamp, payload);
    }

    /** Creates one message per stream label, shared by all subscribers that use that label. */
    private static final class Notices {
        private final Map<StreamLabel, TcMessage> made = new HashMap<>();
        private final Function<StreamLabel, TcMessage> maker;

        Notices(Function<StreamLabel, TcMessage> maker) {
            this.maker = maker;
        }

        TcMessage of(StreamLabel label) {
            return made.computeIfAbsent(label, maker);
        }
    }
}
