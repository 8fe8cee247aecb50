package org.tcserver.tc;

import org.tcserver.amf.AmfObject;

/** Builds status messages about a connection, a stream or a command. Each is an info object with a fixed code. */
public final class StatusMessages {
    private StatusMessages() {}

    /** Returns the first status of a stream that starts to play. */
    public static TcMessage playReset(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Play.Reset", "Reset", label).build());
    }

    /** Reports that the stream plays, or waits for its publisher. */
    public static TcMessage playStart(StreamLabel label) {
        return Commands.onStatus(
                stream("status", "NetStream.Play.Start", "Subscribe", label).build());
    }

    /** Reports to a player that a publisher has started. */
    public static TcMessage publishNotify(StreamLabel label, PublisherLabel publisher) {
        var name = publisher.publisherName();
        return Commands.onStatus(stream("status", "NetStream.Play.PublishNotify", "being published", label)
                .member("priority", publisher.priority())
                .member("publisher", publisher.connectionId())
                .member("publisherName", name.isEmpty() ? null : name)
                .build());
    }

    /** Reports to a player that the publisher has stopped. */
    public static TcMessage unpublishNotify(StreamLabel label) {
        return Commands.onStatus(stream("status", "NetStream.Play.UnpublishNotify", "publish stop", label)
                .build());
    }

    public static TcMessage publishStart(StreamLabel label, double priority) {
        return Commands.onStatus(stream("status", "NetStream.Publish.Start", "publishing", label)
                .member("priority", priority)
                .build());
    }

    /** Reports that the name cannot be published. */
    public static TcMessage publishRefused(String description) {
        return Commands.onStatus(
                info("error", "NetStream.Publish.BadName", description).build());
    }

    /** Reports to a publisher that it lost its stream by preemption or release. */
    public static TcMessage publishEnded(StreamLabel label, String description) {
        return Commands.onStatus(
                stream("error", "NetStream.Publish.BadName", description, label).build());
    }

    /** Reports that the stream cannot be played. */
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

    /**
     * Reports that a live stream cannot seek. The level is not "error", because FFmpeg, and therefore VLC, would stop.
     */
    public static TcMessage seekFailed() {
        return Commands.onStatus(info("status", "NetStream.Seek.Failed", "a live stream cannot seek")
                .build());
    }

    /** Announces a shutdown and asks the client to leave. */
    public static TcMessage shutdownNotify() {
        return Commands.onStatus(
                info("status", "NetConnection.Shutdown.Notify", "server is shutting down, please clean up")
                        .build());
    }

    /** Reports to a client that its address, as seen by the server, has changed. */
    public static TcMessage addressChangeNotify() {
        return Commands.onStatus(info("status", "NetConnection.AddressChange.Notify", "your address changed")
                .build());
    }

    /** Responds to {@code FCPublish}: the encoder may publish. */
    public static TcMessage onFcPublish(String streamName) {
        return Commands.onFcPublish(info("status", "NetStream.Publish.Start", "FCPublish to stream " + streamName)
                .build());
    }

    /** Responds to {@code FCSubscribe}: the player may play. */
    public static TcMessage onFcSubscribe(String streamName) {
        return Commands.onFcSubscribe(info("status", "NetStream.Play.Start", "Started playing " + streamName)
                .build());
    }

    /** Responds to an unknown command. */
    public static TcMessage callFailed(double transactionId, String commandName) {
        return Commands.error(
                transactionId,
                info("error", "NetConnection.Call.Failed", "Method not found")
                        .member("detail", commandName)
                        .build());
    }

    /** Responds to a command whose arguments are too large to pass on. */
    public static TcMessage messageTooLarge(double transactionId, String commandName) {
        return Commands.error(
                transactionId,
                info("error", "NetConnection.Call.Failed", "Message too large")
                        .member("detail", commandName)
                        .build());
    }

    /** Responds to a {@code connect} that is refused. */
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
