package org.tcserver.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ClientEvent;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.StreamEvent;
import org.tcserver.event.StreamEvent.Change;
import org.tcserver.event.StreamMembers;
import org.tcserver.hub.Publication;
import org.tcserver.hub.PublishResult;
import org.tcserver.hub.StreamName;
import org.tcserver.hub.Subscription;
import org.tcserver.tc.DataMessages;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.StreamLabel;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.UserControl;
import org.tcserver.wire.MalformedException;

/**
 * One stream of a client and its commands (RTMP 1.0 §7.2.2).
 *
 * <p>Confined to the connection's thread. When the hub takes a publication away, it schedules the end on this thread.
 */
final class NetStream {
    /** The state of the stream. {@code publish} and {@code play} first return to {@link Idle}. */
    private sealed interface Activity {}

    private record Idle() implements Activity {}

    private record Publishing(Publication publication, PublicationLog events) implements Activity {}

    private record Playing(Subscription subscription, StreamLabel label) implements Activity {}

    private static final Activity IDLE = new Idle();
    private static final int PAUSE_TIME = Command.FIRST_ARGUMENT + 1;
    private static final String NO_NAME = "a stream name is required";

    private final int id;
    private final Login login;
    private final BooleanSupplier mayPublish;
    private final Runnable playingChanged;
    private final Outlet outlet;
    private final Replies replies;
    private Activity activity = IDLE;
    /** Counts publishes, so that the end of an earlier one does not end a later one. */
    private long publishes;

    NetStream(int id, Login login, BooleanSupplier mayPublish, Runnable playingChanged) {
        this.id = id;
        this.login = login;
        this.mayPublish = mayPublish;
        this.playingChanged = playingChanged;
        outlet = login.connection().outlet(id);
        replies = login.control().on(outlet);
    }

    int id() {
        return id;
    }

    /** Executes a command. Returns false if it is not a stream command. */
    boolean execute(Command command) throws MalformedException {
        switch (command.name()) {
            case "publish" -> publish(command);
            case "play" -> play(command);
            case "closeStream" -> close();
            case "pause" -> pause(command);
            case "seek" -> seek();
            case "receiveAudio" -> receiveAudio(command);
            case "receiveVideo" -> receiveVideo(command);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Forwards media that the client publishes. Ignored if the stream is not publishing. */
    void media(TcMessage message) {
        if (activity instanceof Publishing publishing) {
            var amf0 = DataMessages.asAmf0(message);
            if (amf0 != null) {
                publishing.publication().message(amf0);
            }
        }
    }

    /** Ends the current activity. The stream remains, idle. */
    void close() {
        switch (activity) {
            case Publishing(var publication, var events) -> {
                publication.end();
                events.ended();
            }
            case Playing(var subscription, var label) -> {
                subscription.end();
                log(Change.UNPLAY, subscription.members());
            }
            case Idle() -> {}
        }
        activity = IDLE;
        playingChanged.run();
    }

    /** Releases the outlet of a deleted stream. */
    void finish() {
        outlet.finish();
    }

    /** Returns the video lifetime if the stream plays, or empty. */
    Optional<Duration> videoLifetime() {
        return activity instanceof Playing(var subscription, var label)
                ? Optional.of(subscription.videoLifetime())
                : Optional.empty();
    }

    boolean isPublishing() {
        return activity instanceof Publishing publishing
                && !publishing.publication().isEnded();
    }

    boolean isCongested(long nowNanos) {
        return activity instanceof Publishing publishing
                && publishing.publication().isCongested(nowNanos);
    }

    private void publish(Command command) throws MalformedException {
        boolean wasPublishing = activity instanceof Publishing;
        close();
        var name = StreamName.parse(command.textOrEmpty());
        if (name.name().isEmpty()) {
            if (!wasPublishing) {
                reject(name, null);
                replies.send(StatusMessages.publishRefused(NO_NAME));
            }
            return;
        }
        long number = ++publishes;
        var events = new PublicationLog(login.profile());
        var result = mayPublish.getAsBoolean()
                ? login.client().publish(name, outlet, reason -> takenAway(number, reason, events))
                : PublishResult.Refused.BAD_NAME;
        switch (result) {
            case PublishResult.Granted(var publication) -> {
                activity = new Publishing(publication, events);
                events.begun(publication);
            }
            case PublishResult.Refused refused -> refuse(name, refused);
        }
    }

    private void refuse(StreamName name, PublishResult.Refused why) {
        boolean tooMany = why == PublishResult.Refused.TOO_MANY;
        var limit = tooMany ? RefusalReason.STREAMS : null;
        if (limit != null) {
            login.profile().count(limit);
        }
        reject(name, limit);
        replies.send(StatusMessages.publishRefused(tooMany ? "too many streams" : "publish error"));
    }

    private void reject(StreamName name, @Nullable RefusalReason limit) {
        login.profile().log(client -> new ClientEvent.PublishReject(client, id, name.name(), limit));
    }

    /**
     * Handles the loss of the publication, on another thread. Logs the end here, so that it precedes the events of the
     * new publisher; the stream's state changes later.
     */
    private void takenAway(long number, Publication.Reason reason, PublicationLog events) {
        if (reason != Publication.Reason.SILENT) {
            events.ended();
        }
        login.connection().execute(() -> ended(number, reason));
    }

    private void ended(long number, Publication.Reason reason) {
        if (number == publishes && activity instanceof Publishing publishing) {
            if (reason == Publication.Reason.SILENT) {
                var name = publishing.publication().name();
                login.profile().count(RefusalReason.SILENT_PUBLISHER);
                login.profile().logLimited(RefusalReason.SILENT_PUBLISHER, name, 1);
            }
            close();
        }
    }

    /** Starts to play. Sends no other status before these, because some players expect exactly this order. */
    private void play(Command command) throws MalformedException {
        boolean wasPublishing = activity instanceof Publishing;
        close();
        var name = StreamName.parse(command.textOrEmpty());
        if (name.name().isEmpty()) {
            if (!wasPublishing) {
                replies.send(StatusMessages.playFailed(NO_NAME));
            }
            return;
        }
        var label = new StreamLabel(name.name(), name.hashname());
        login.control().send(UserControl.streamBegin(id));
        replies.send(StatusMessages.playReset(label));
        replies.send(StatusMessages.playStart(label));
        replies.send(DataMessages.rtmpSampleAccess());
        var subscription = login.client().play(name, outlet);
        activity = new Playing(subscription, label);
        playingChanged.run();
        log(Change.PLAY, subscription.members());
    }

    private void pause(Command command) {
        if (!(activity instanceof Playing(var subscription, var label)) || !command.hasArgument()) {
            return;
        }
        boolean changes;
        if (command.flag()) {
            changes = subscription.pause();
            replies.send(StatusMessages.pauseNotify(label));
        } else {
            replies.send(StatusMessages.unpauseNotify(label));
            changes = resume(subscription, command.arguments().number(PAUSE_TIME));
        }
        if (changes) {
            log(command.flag() ? Change.PAUSE : Change.UNPAUSE, subscription.members());
        }
    }

    private static boolean resume(Subscription subscription, @Nullable Double time) {
        return time == null ? subscription.resume() : subscription.resumeAt((int) time.longValue());
    }

    /** Answers a seek. Players drop all media after a seek until a status reports that the stream plays. */
    private void seek() {
        replies.send(StatusMessages.seekFailed());
        if (activity instanceof Playing playing) {
            replies.send(StatusMessages.playStart(playing.label()));
        }
    }

    private void receiveAudio(Command command) {
        if (activity instanceof Playing playing
                && command.hasArgument()
                && playing.subscription().receiveAudio(command.flag())) {
            log(
                    command.flag() ? Change.RECEIVE_AUDIO_UNMUTE : Change.RECEIVE_AUDIO_MUTE,
                    playing.subscription().members());
        }
    }

    private void receiveVideo(Command command) {
        if (activity instanceof Playing playing
                && command.hasArgument()
                && playing.subscription().receiveVideo(command.flag())) {
            log(
                    command.flag() ? Change.RECEIVE_VIDEO_UNMUTE : Change.RECEIVE_VIDEO_MUTE,
                    playing.subscription().members());
        }
    }

    private void log(Change change, StreamMembers members) {
        login.profile().log(client -> new StreamEvent(change, client, members));
    }
}
