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
 * One RTMFP endpoint: an identity, all its sessions, and those being opened (RFC 7016 §3).
 *
 * <p>Confined to one thread, which calls {@link #receive} for every datagram, {@link #advance} when {@link
 * #deadlineNanos} has come, and either after it has used a session or flow from outside.
 */
public final class Endpoint {
    private final EndpointContext context;
    private final StartupPackets packets;
    private final PacketReassembly reassembly = new PacketReassembly();
    private final Initiator initiator;
    private final Responder responder;

    /** {@code worker} computes keys; {@code sink} sends. */
    public Endpoint(EndpointSettings settings, EndpointUser user, DatagramSink sink, KeyingWorker worker) {
        context = new EndpointContext(sink, settings.random());
        packets = new StartupPackets(context);
        var handshaking = new Handshaking(settings, worker, user);
        initiator = new Initiator(context, packets, handshaking);
        responder = new Responder(context, packets, handshaking, initiator);
    }

    /** False if initiators shall get no more sessions; to begin with they do. */
    public void accept(boolean on) {
        responder.accept(on);
    }

    /** Opens a session with whomever {@code discriminator} selects, and who answers first at one of these addresses. */
    public void open(
            EndpointDiscriminator discriminator, Collection<Path> candidates, OpeningUser user, long nowNanos) {
        initiator.open(discriminator, candidates, user, nowNanos);
    }

    /** Answers an initiator of whom a forwarder told, from this socket of ours. */
    public void answer(FIHello hello, int interfaceId, long nowNanos) {
        responder.hello(hello, interfaceId, nowNanos);
    }

    /** What is counted of all sessions; any thread may ask. */
    public RtmfpFigures figures() {
        return context.figures();
    }

    /** The sessions that are not closed, as of now. */
    public List<Session> sessions() {
        return context.table().sessions();
    }

    /** A datagram came: from its position to its limit, neither of which is moved. */
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

    /** When {@link #advance} is due; may be in the past. */
    public long deadlineNanos(long nowNanos) {
        return Math.min(context.services().deadlineNanos(nowNanos), initiator.deadlineNanos());
    }

    /** Does what is due by now, but serves no more than {@code maxSessions}: the rest is due at once. */
    public void advance(int maxSessions, long nowNanos) {
        initiator.advance(nowNanos);
        context.services().serve(maxSessions, nowNanos);
    }

    /** Closes all sessions at once: we are leaving. */
    public void abort(long nowNanos) {
        accept(false);
        sessions().forEach(session -> session.fail(null, nowNanos));
    }

    /** Processes the first chunk alone: a startup packet gets one answer at most. */
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
