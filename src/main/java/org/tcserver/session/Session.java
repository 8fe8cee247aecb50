package org.tcserver.session;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ClientDump;
import org.tcserver.event.ClientEvent;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Totals;
import org.tcserver.hub.Client;
import org.tcserver.hub.ClientIdentity;
import org.tcserver.media.MediaKind;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.TcMessage;
import org.tcserver.time.Timers;
import org.tcserver.wire.Bytes;

/**
 * One client, from its first message to its last. Handles {@code connect}, and then delegates commands to {@link
 * ControlCommands} and the {@link NetStream}s.
 *
 * <p>Confined to the connection's thread, except for {@link #close}, {@link #state} and {@link #dump}.
 */
final class Session implements TcHandler {
    /** The stream of control commands. */
    private static final int CONTROL = 0;

    private final long number;
    private final long sinceMillis;
    private final TcConnection connection;
    private final SessionServices services;
    private final SessionSettings settings;
    private final Sessions sessions;
    private final Profile profile;
    private final Replies replies;
    private @Nullable ControlCommands commands;
    private @Nullable MessageMeter messages;
    private @Nullable NetStreams streams;
    private volatile @Nullable Client client;
    private Timers.Timer deadline;
    /** Set after a refusal or protocol error. The session then ignores messages until the connection is closed. */
    private boolean finished;

    /** Creates a session. {@code number} is higher than that of any earlier session. */
    Session(long number, TcConnection connection, String connectionId, Sessions sessions) {
        this.number = number;
        this.connection = connection;
        this.sessions = sessions;
        services = sessions.services();
        sinceMillis = services.clock().wallMillis();
        settings = sessions.settings();
        profile = new Profile(connectionId, connection, services);
        replies = new Replies(connection.outlet(CONTROL), services.clock());
        deadline = services.timers().after(settings.connectTimeout(), this::timeIsOver);
    }

    @Override
    public void message(int streamId, TcMessage message) throws IOException {
        if (finished) {
            return;
        }
        switch (message.type()) {
            case MessageType.COMMAND_AMF0 -> command(streamId, message.payload());
            case MessageType.COMMAND_AMF3 -> extendedCommand(streamId, message.payload());
            case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0, MessageType.DATA_AMF3 ->
                media(streamId, message);
            default -> {}
        }
    }

    /** Drops late media, except for messages that are needed whenever they arrive. */
    @Override
    public void lateMessage(int streamId, TcMessage message) throws IOException {
        boolean needed = switch (message.type()) {
            case MessageType.AUDIO -> neverExpires(MediaKind.AUDIO, message);
            case MessageType.VIDEO -> neverExpires(MediaKind.VIDEO, message);
            default -> true;
        };
        if (needed) {
            message(streamId, message);
        }
    }

    @Override
    public void addressChanged(String oldAddress) {
        profile.log(client -> new ClientEvent.AddressChange(client, oldAddress));
        replies.send(StatusMessages.addressChangeNotify());
    }

    /** Logs the control flow, except over RTMFP, which logs it as the accepted client. */
    @Override
    public void controlAccepted() {
        if (connection.protocol().isRtws()) {
            profile.log(ClientEvent.AcceptControl::new);
        }
    }

    @Override
    public void introduced(String initiator) {
        profile.log(client -> new ClientEvent.RtmfpIntro(client, initiator));
    }

    @Override
    public boolean isConnected() {
        return client != null;
    }

    @Override
    public boolean isCongested(long nowNanos) {
        return (streams != null && streams.isCongested(nowNanos)) || profile.isOverdrawn();
    }

    @Override
    public long holdUpNanos(long nowNanos) {
        long nanos = messages == null ? 0 : messages.holdUpNanos(nowNanos);
        return nanos == 0 && profile.isOverdrawn() ? SessionParameters.OVERDRAWN_PAUSE.toNanos() : nanos;
    }

    @Override
    public void failed(IOException reason) {
        finished = true;
        var message = reason.getMessage();
        profile.logError(message == null ? reason.getClass().getSimpleName() : message);
    }

    /**
     * Ends the session in the order that other clients see: first its streams. All totals are complete when {@code
     * close} is logged.
     */
    @Override
    public void closed() {
        finished = true;
        deadline.cancel();
        if (messages != null) {
            messages.tell();
        }
        profile.log(ClientEvent.Closing::new);
        if (streams != null) {
            streams.closeAll();
        }
        var member = client;
        if (member != null) {
            member.leave();
        }
        profile.tellSuppressed();
        profile.log(about -> new ClientEvent.Close(about, totals()));
        sessions.closed(this);
    }

    /** Closes the connection. Any thread may call this. */
    void close() {
        connection.close();
    }

    long number() {
        return number;
    }

    TcConnection connection() {
        return connection;
    }

    /** Returns a snapshot of this client. Any thread may call this. */
    ClientState state() {
        return new ClientState(
                number, sinceMillis, dump(), connection.state(services.clock().nanos()));
    }

    /** Returns the description of this client for events. Any thread may call this. */
    ClientDump dump() {
        var member = client;
        return member == null
                ? new ClientDump(profile.members(), Totals.NONE, List.of())
                : new ClientDump(profile.members(), member.totals(), member.streams());
    }

    private void extendedCommand(int streamId, Bytes payload) throws IOException {
        if (!payload.isEmpty() && payload.at(0) == MessageType.FORMAT_AMF0) {
            command(streamId, payload.slice(1));
        }
    }

    private void command(int streamId, Bytes payload) throws IOException {
        if (payload.isEmpty()) {
            return;
        }
        var command = Command.read(payload);
        if (streamId != CONTROL) {
            executeOnStream(stream(streamId), command);
        } else if (command.name().equals("connect")) {
            // The session keeps names and addresses from this command, some in another form.
            connection.memory().charge(2L * payload.length());
            connect(command);
        } else if (commands == null) {
            throw new ProtocolException("command-before-connect");
        } else {
            commands.execute(command);
        }
    }

    /** Executes a command from a stream. Some clients send connection commands on a stream that they created. */
    private void executeOnStream(NetStream stream, Command command) throws IOException {
        if (!stream.execute(command) && commands != null) {
            commands.executeOnAnyStream(command);
        }
    }

    private NetStream stream(int streamId) throws ProtocolException {
        var stream = streams == null ? null : streams.find(streamId);
        if (stream == null) {
            throw new ProtocolException("stream-not-created");
        }
        return stream;
    }

    private void media(int streamId, TcMessage message) {
        var stream = streams == null ? null : streams.find(streamId);
        if (stream != null) {
            stream.media(message);
        }
    }

    private void connect(Command command) throws ProtocolException {
        if (client != null) {
            throw new ProtocolException("connect-after-connect");
        }
        var request = ConnectRequest.of(command);
        var requestedApp = request.requestedApp();
        if (requestedApp == null) {
            replies.send(StatusMessages.connectRejected(request.transactionId(), "app required"));
            throw new ProtocolException("connect-missing-app-and-tcUrl");
        }
        var app = AppName.ofRequest(requestedApp);
        switch (sessions.admissions().of(request, app, connection, unixSeconds())) {
            case Admission.Granted granted -> welcome(request, app.name(), granted);
            case Admission.Refused refused -> refuse(request, requestedApp, refused);
        }
    }

    private void refuse(ConnectRequest request, String requestedApp, Admission.Refused refused) {
        finished = true;
        profile.log(about -> new ClientEvent.ConnectReject(about, refused.reason(), requestedApp));
        replies.send(StatusMessages.connectRejected(request.transactionId(), refused.description()));
        connection.close();
    }

    private void welcome(ConnectRequest request, String app, Admission.Granted granted) {
        var user = granted.user();
        deadline.cancel();
        var delay = request.extraDelayLimit();
        if (delay != null) {
            connection.limitExtraDelay(delay);
        }
        profile.connected(app, user.publisherName());
        join(app, granted, ConnectReply.of(request, profile.connectionId(), granted.authToken(), settings));
        profile.log(about -> new ClientEvent.Connect(about, request.tcUrl(), granted.userName()));
        limitStay(user.maxStaySeconds(unixSeconds()));
        sessions.connected();
    }

    private void join(String app, Admission.Granted granted, TcMessage reply) {
        var user = granted.user();
        var identity = new ClientIdentity(
                profile.connectionId(),
                app,
                user.publisherName(),
                user.isExclusive() ? granted.userName() : null,
                user.maxPriority());
        var member = services.hub().join(identity, connection, reply);
        var login = new Login(member, connection, profile, replies, user.maxPublishes());
        client = member;
        streams = new NetStreams(login);
        messages = new MessageMeter(settings.messages(), profile, services.clock());
        commands = new ControlCommands(login, streams, messages, services.clock());
    }

    private void limitStay(double seconds) {
        if (seconds <= SessionParameters.MAX_TIMED_STAY_SECONDS) {
            deadline = services.timers().after(Duration.ofNanos((long) (seconds * 1e9)), connection::close);
        }
    }

    /**
     * Handles the connect timeout on the timers' thread. The protocol itself closes clients that do not even complete
     * the handshake.
     */
    private void timeIsOver() {
        if (client == null) {
            profile.count(RefusalReason.HANDSHAKE_TIMEOUT);
            connection.execute(this::connectTimedOut);
        }
    }

    private void connectTimedOut() {
        if (client == null && !finished) {
            failed(new ProtocolException("connect-timeout"));
            connection.close();
        }
    }

    private Totals totals() {
        var member = client;
        return member == null ? Totals.NONE : member.totals();
    }

    private double unixSeconds() {
        return services.clock().wallMillis() / 1e3;
    }

    private static boolean neverExpires(MediaKind kind, TcMessage message) {
        return MediaTag.of(kind, message.payload()).role().neverExpires();
    }
}
