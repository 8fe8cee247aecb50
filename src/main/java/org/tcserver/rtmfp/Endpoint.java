package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.CookieChange;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.chunk.Fragment;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.chunk.Redirect;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;

/**
 * One RTMFP endpoint: its identity, all its sessions, and those being opened (RFC 7016 §3).
 *
 * <p>Confined to one thread, which calls {@link #receive} for every datagram and {@link #advance} at {@link
 * #deadlineNanos}. It also calls one of them after it used a session or flow from outside.
 */
public final class Endpoint {
    private final EndpointContext context;
    private final StartupPackets packets;
    private final PacketReassembly reassembly = new PacketReassembly();
    private final Initiator initiator;
    private final Responder responder;

    /** Creates an endpoint. {@code worker} computes keys; {@code sink} sends datagrams. */
    public Endpoint(EndpointSettings settings, EndpointUser user, DatagramSink sink, KeyingWorker worker) {
        context = new EndpointContext(sink, settings.random());
        packets = new StartupPackets(context);
        var handshaking = new Handshaking(settings, worker, user);
        initiator = new Initiator(context, packets, handshaking);
        responder = new Responder(context, packets, handshaking, initiator);
    }

    /** Accepts or refuses new sessions from initiators. Initially the endpoint accepts them. */
    public void accept(boolean on) {
        responder.accept(on);
    }

    /**
     * Opens a session with the first endpoint at these addresses that answers and that {@code discriminator} selects.
     */
    public void open(
            EndpointDiscriminator discriminator, Collection<Path> candidates, OpeningUser user, long nowNanos) {
        initiator.open(discriminator, candidates, user, nowNanos);
    }

    /** Answers an initiator that a forwarder reported. Sends from the socket {@code interfaceId}. */
    public void answer(FIHello hello, int interfaceId, long nowNanos) {
        responder.hello(hello, interfaceId, nowNanos);
    }

    /** Returns the figures of all sessions. Any thread may call this. */
    public RtmfpFigures figures() {
        return context.figures();
    }

    /** Returns a snapshot of the sessions that are not closed. */
    public List<Session> sessions() {
        return context.table().sessions();
    }

    /** Handles an incoming datagram, from its position to its limit. Changes neither. */
    public void receive(ByteBuffer datagram, Path from, long nowNanos) {
        if (!SessionIdScrambling.hasSessionId(datagram)) {
            return;
        }
        int id = SessionIdScrambling.sessionId(datagram);
        var session = context.table().session(id);
        if (session != null) {
            session.receive(datagram, from, nowNanos);
            context.services().schedule(session);
            return;
        }
        var opening = context.table().opening(id);
        if (opening == null && id != SessionIdScrambling.STARTUP_SESSION_ID) {
            return;
        }
        var packet = packets.open(datagram);
        if (packet != null) {
            process(packet, datagram.remaining(), opening, from, nowNanos);
        } else if (opening != null) {
            opening.keepEarly(datagram);
        }
    }

    /** Returns the time to call {@link #advance}, perhaps in the past. */
    public long deadlineNanos(long nowNanos) {
        return Math.min(context.services().deadlineNanos(nowNanos), initiator.deadlineNanos());
    }

    /** Does all work due now, but serves at most {@code maxSessions}; the others remain due. */
    public void advance(int maxSessions, long nowNanos) {
        initiator.advance(nowNanos);
        context.services().serve(maxSessions, nowNanos);
    }

    /** Closes all sessions immediately, because the server is stopping. */
    public void abort(long nowNanos) {
        accept(false);
        sessions().forEach(session -> session.fail(null, nowNanos));
    }

    /** Processes only the first chunk, so that a startup packet gets at most one answer. */
    private void process(Packet packet, int receivedBytes, @Nullable Opening opening, Path from, long nowNanos) {
        if (packet.chunks().isEmpty()) {
            return;
        }
        var chunk = packet.chunks().getFirst();
        int spentBytes = receivedBytes;
        if (chunk instanceof Fragment fragment) {
            var plain = reassembly.add(from, fragment, nowNanos);
            var whole = plain == null ? null : StartupPackets.read(plain);
            if (plain == null || whole == null || whole.chunks().isEmpty()) {
                return;
            }
            chunk = whole.chunks().getFirst();
            spentBytes = Math.max(receivedBytes, plain.length());
        }
        if (opening == null) {
            processForAll(chunk, spentBytes, from, nowNanos);
        } else {
            processForOpening(chunk, opening, nowNanos);
        }
    }

    private void processForAll(Chunk chunk, int spentBytes, Path from, long nowNanos) {
        switch (chunk) {
            case IHello hello -> responder.hello(hello, spentBytes, from, nowNanos);
            case IIKeying keying -> responder.keying(keying, from, nowNanos);
            case RHello hello -> initiator.hello(hello, from, nowNanos);
            case Redirect redirect -> initiator.redirect(redirect, from, nowNanos);
            default -> {}
        }
    }

    private void processForOpening(Chunk chunk, Opening opening, long nowNanos) {
        switch (chunk) {
            case RIKeying answer -> initiator.keying(opening, answer);
            case CookieChange change -> initiator.cookieChange(opening, change, nowNanos);
            default -> {}
        }
    }
}
