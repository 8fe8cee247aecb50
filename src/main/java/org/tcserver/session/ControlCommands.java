package org.tcserver.session;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import org.tcserver.amf.AmfString;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.ClientEvent;
import org.tcserver.event.ClientEvent.Watch.Status;
import org.tcserver.event.Secrets;
import org.tcserver.hub.StreamName;
import org.tcserver.hub.WatchResult;
import org.tcserver.tc.Commands;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.StatusMessages;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The commands of a connected client on its connection (RTMP 1.0 §7.2.1, RFC 7425 §5.3). Every command with a
 * transaction ID gets an answer. Confined to the connection's thread.
 */
final class ControlCommands {
    private static final int FIRST = Command.FIRST_ARGUMENT;

    private final Login login;
    private final NetStreams streams;
    private final Replies replies;
    private final MessageMeter messages;
    private final Clock clock;

    ControlCommands(Login login, NetStreams streams, MessageMeter messages, Clock clock) {
        this.login = login;
        this.streams = streams;
        replies = login.control();
        this.messages = messages;
        this.clock = clock;
    }

    void execute(Command command) throws ProtocolException, MalformedException {
        switch (command.name()) {
            case "relay" -> relay(command);
            case "broadcast" -> broadcast(command);
            case "watch" -> watch(command);
            case "setPeerInfo" -> setPeerInfo(command);
            default -> executeOnAnyStream(command);
        }
    }

    /**
     * Executes a command from any stream. Excludes the commands that address other clients, which require the control
     * stream.
     */
    void executeOnAnyStream(Command command) throws ProtocolException, MalformedException {
        switch (command.name()) {
            case "createStream" -> createStream(command);
            case "deleteStream" -> deleteStream(command);
            case "releaseStream" -> releaseStream(command);
            default -> executeOfEncoderOrPlayer(command);
        }
    }

    /** Executes the commands of clients made for other servers, with the answers that they expect. */
    private void executeOfEncoderOrPlayer(Command command) {
        switch (command.name()) {
            case "FCPublish" -> fcPublish(command);
            case "FCSubscribe" -> fcSubscribe(command);
            case "getStreamLength" -> replies.answer(command, AmfValue.of(0));
            case "FCUnpublish",
                    "FCUnsubscribe",
                    "_checkbw",
                    "checkBandwidth",
                    "@setDataFrame",
                    "@clearDataFrame",
                    "setDataFrame" -> replies.acknowledge(command);
            case "_result", "_error", "onStatus" -> {
                // an answer to a command that was never sent; answering it could cause an endless loop
            }
            default -> unknown(command);
        }
    }

    private void createStream(Command command) throws ProtocolException {
        var stream = streams.create();
        login.profile().log(client -> new ClientEvent.CreateStream(client, stream.id()));
        replies.send(Commands.result(command.transactionId(), AmfValue.of(stream.id())));
    }

    private void deleteStream(Command command) {
        replies.acknowledge(command);
        var id = command.arguments().number(FIRST);
        if (id != null) {
            streams.delete(id.intValue());
        }
    }

    private void releaseStream(Command command) throws MalformedException {
        replies.acknowledge(command);
        var text = command.text();
        if (text != null) {
            var name = StreamName.plain(text);
            login.profile().log(client -> new ClientEvent.ReleaseStream(client, name.name(), name.hashname()));
            login.client().releaseStream(name);
        }
    }

    /**
     * Returns true if the client may send {@code values} to others. Otherwise informs the client, if it expects an
     * answer.
     */
    private boolean passes(Command command, Bytes values) {
        messages.spend(clock.nanos());
        if (messages.admits(values)) {
            replies.acknowledge(command);
            return true;
        }
        login.client().countTooLarge();
        if (command.wantsAnswer()) {
            replies.send(StatusMessages.messageTooLarge(command.transactionId(), command.name()));
        }
        return false;
    }

    private void relay(Command command) {
        var values = command.encodedFrom(FIRST + 1);
        var target = command.text();
        if (!passes(command, values) || target == null) {
            return;
        }
        var peer = login.client().relay(target, values);
        login.profile()
                .log(client -> peer == null
                        ? new ClientEvent.Relay(client, false, null, null)
                        : new ClientEvent.Relay(client, true, peer.connectionId(), peer.address()));
    }

    private void broadcast(Command command) {
        var values = command.encodedFrom(FIRST);
        if (passes(command, values)) {
            login.profile().log(ClientEvent.Broadcast::new);
            login.client().broadcast(values);
        }
    }

    private void watch(Command command) throws ProtocolException {
        replies.acknowledge(command);
        var target = command.arguments().value(FIRST);
        if (target == null) {
            return;
        }
        if (!(target instanceof AmfString(String text)) || !isHex(text)) {
            login.profile().log(client -> new ClientEvent.Watch(client, Status.MALFORMED, null, null));
            replies.send(Commands.onDisconnected(target));
            return;
        }
        logWatch(login.client().watch(text));
    }

    private void logWatch(WatchResult result) throws ProtocolException {
        var status = switch (result.status()) {
            case FOUND -> Status.FOUND;
            case NOT_FOUND -> Status.NOT_FOUND;
            case SELF -> Status.SELF;
            case TOO_MANY -> throw new ProtocolException("too-many-watches");
        };
        var peer = result.peer();
        login.profile()
                .log(client -> peer == null
                        ? new ClientEvent.Watch(client, status, null, null)
                        : new ClientEvent.Watch(client, status, peer.connectionId(), peer.address()));
    }

    /**
     * Sets the client's addresses. Ignored except over RTMFP, because only RTMFP clients can be introduced to each
     * other.
     */
    private void setPeerInfo(Command command) {
        replies.acknowledge(command);
        if (login.connection().protocol() != Protocol.RTMFP) {
            return;
        }
        var addresses = new ArrayList<InetSocketAddress>();
        var texts = new ArrayList<String>();
        for (int i = FIRST;
                i < command.arguments().count() && addresses.size() < SessionParameters.MAX_PEER_ADDRESSES;
                i++) {
            var text = command.arguments().string(i);
            var address = text == null ? null : PeerAddress.parse(text);
            if (text != null && address != null) {
                addresses.add(address);
                texts.add(text);
            }
        }
        login.connection().setPeerInfo(addresses);
        login.profile().log(client -> new ClientEvent.SetPeerInfo(client, texts));
    }

    /**
     * Sends {@code onFCPublish}, without which one kind of encoder does not continue. Clients that expect no answer do
     * not want it.
     */
    private void fcPublish(Command command) {
        replies.acknowledge(command);
        if (command.wantsAnswer()) {
            replies.send(StatusMessages.onFcPublish(Secrets.mask(command.textOrEmpty())));
        }
    }

    private void fcSubscribe(Command command) {
        replies.acknowledge(command);
        replies.send(StatusMessages.onFcSubscribe(Secrets.mask(command.textOrEmpty())));
    }

    private void unknown(Command command) {
        if (command.wantsAnswer()) {
            replies.send(StatusMessages.callFailed(command.transactionId(), command.name()));
        }
    }

    private static boolean isHex(String text) {
        return !text.isEmpty() && text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
