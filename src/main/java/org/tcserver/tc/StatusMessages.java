package org.tcserver.tc;

import org.tcserver.amf.AmfObject;

/** The messages that tell a client what became of its connection, a stream or a command: an info object of a fixed code. */
public final class StatusMessages {
    private StatusMessages() {}

    /** The first status of a stream that begins to play. */
    public static TcMessage playReset(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Play.Reset", "Reset", label).build());
    }

    /** The stream now plays, or waits for its publisher. */
    public static TcMessage playStart(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Play.Start", "Subscribe", label).build());
    }

    /** The stream that plays is now being published. */
    public static TcMessage publishNotify(StreamLabel label, PublisherLabel publisher) {
        var name = publisher.publisherName();
        return Commands.onStatus(stream("status", "NetStream.Play.PublishNotify", "being published", label)
                .member("priority", publisher.priority())
                .member("publisher", publisher.connectionId())
                .member("publisherName", name.isEmpty() ? null : name)
                .build());
    }

    /** The stream that plays is no longer being published. */
    public static TcMessage unpublishNotify(StreamLabel label) {
        return Commands.onStatus(stream("status", "NetStream.Play.UnpublishNotify", "publish stop", label)
                .build());
    }

    public static TcMessage publishStart(StreamLabel label, double priority) {
        return Commands.onStatus(stream("status", "NetStream.Publish.Start", "publishing", label)
                .member("priority", priority)
                .build());
    }

    /** The stream may not be published under that name. */
    public static TcMessage publishRefused(String description) {
        return Commands.onStatus(
                info("error", "NetStream.Publish.BadName", description).build());
    }

    /** The stream was being published and was taken away: preempted or released. */
    public static TcMessage publishEnded(StreamLabel label, String description) {
        return Commands.onStatus(
                stream("error", "NetStream.Publish.BadName", description, label).build());
    }

    /** The stream cannot be played. */
    public static TcMessage playFailed(String description) {
        return Commands.onStatus(
                info("error", "NetStream.Play.Failed", description).build());
    }

    public static TcMessage pauseNotify(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Pause.Notify", "paused", label).build());
    }

    public static TcMessage unpauseNotify(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Unpause.Notify", "resumed", label).build());
    }

    /** A live stream has nothing to seek in. It is no error: FFmpeg, and VLC with it, would end. */
    public static TcMessage seekFailed() {
        return Commands.onStatus(info("status", "NetStream.Seek.Failed", "a live stream cannot seek")
                .build());
    }

    /** The server is about to stop: please leave. */
    public static TcMessage shutdownNotify() {
        return Commands.onStatus(
                info("status", "NetConnection.Shutdown.Notify", "server is shutting down, please clean up")
                        .build());
    }

    /** The server now sees the client at another address. */
    public static TcMessage addressChangeNotify() {
        return Commands.onStatus(info("status", "NetConnection.AddressChange.Notify", "your address changed")
                .build());
    }

    /** Answers {@code FCPublish}: go on and publish. */
    public static TcMessage onFcPublish(String streamName) {
        return Commands.onFcPublish(info("status", "NetStream.Publish.Start", "FCPublish to stream " + streamName)
                .build());
    }

    /** Answers {@code FCSubscribe}: go on and play. */
    public static TcMessage onFcSubscribe(String streamName) {
        return Commands.onFcSubscribe(info("status", "NetStream.Play.Start", "Started playing " + streamName)
                .build());
    }

    /** Answers a command that nobody knows. */
    public static TcMessage callFailed(double transactionId, String commandName) {
        return Commands.error(
                transactionId,
                info("error", "NetConnection.Call.Failed", "Method not found")
                        .member("detail", commandName)
                        .build());
    }

    /** Answers a command whose values are not passed on, since they are too large. */
    public static TcMessage messageTooLarge(double transactionId, String commandName) {
        return Commands.error(
                transactionId,
                info("error", "NetConnection.Call.Failed", "Message too large")
                        .member("detail", commandName)
                        .build());
    }

    /** Answers a {@code connect} that is refused. */
    public static TcMessage connectRejected(double transactionId, String description) {
        return Commands.error(
                transactionId,
                info("error", "NetConnection.Connect.Rejected", description).build());
    }

    private static AmfObject.Builder stream(String level, String code, String description, StreamLabel label) {
        return AmfObject.builder()
                .member("level", level)
                .member("code", code)
                .member("detail", label.detail())
                .member("hashname", label.hashname())
                .member("description", description);
    }

    private static AmfObject.Builder info(String level, String code, String description) {
        return AmfObject.builder().member("level", level).member("code", code).member("description", description);
    }
}
