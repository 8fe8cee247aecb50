package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.CookieChange;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.chunk.Redirect;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.InitiatorKeying;
import org.tcserver.rtmfp.crypto.SessionKeys;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The initiator's side of session startup, for all sessions that the endpoint is opening. Confined to the endpoint's
 * thread.
 */
final class Initiator {
    private final EndpointContext context;
    private final StartupPackets packets;
    private final Handshaking handshaking;
    private final Map<Bytes, Opening> openings = new HashMap<>();

    Initiator(EndpointContext context, StartupPackets packets, Handshaking handshaking) {
        this.context = context;
        this.packets = packets;
        this.handshaking = handshaking;
    }

    void open(EndpointDiscriminator discriminator, Collection<Path> candidates, OpeningUser user, long nowNanos) {
        if (openings.size() >= RtmfpParameters.MAX_OPENINGS) {
            user.failed("too many sessions are being opened");
            return;
        }
        var tag = new byte[RtmfpParameters.TAG_BYTES];
        handshaking.random().nextBytes(tag);
        var opening = new Opening(discriminator, Bytes.wrap(tag), user, nowNanos);
        candidates.forEach(path -> opening.addCandidate(path, nowNanos));
        openings.put(opening.tag(), opening);
        send(opening, nowNanos);
    }

    /** Handles an answer to a hello. */
    void hello(RHello hello, Path from, long nowNanos) {
        var opening = openings.get(hello.tagEcho());
        if (opening == null || !opening.isLooking()) {
            return;
        }
        var certificate = read(hello.responderCertificate());
        if (certificate == null || !opening.selects(certificate)) {
            return;
        }
        if (isDuplicate(opening, certificate)) {
            fail(opening, "there is such a session already");
            return;
        }
        boolean isUnderWay = handshaking
                .worker()
                .submit(
                        () -> handshaking.keying().initiate(certificate),
                        (keying, doneNanos) -> initiated(opening, keying, doneNanos));
        if (isUnderWay) {
            int id = context.table().newId();
            opening.choose(new Opening.Chosen(from, certificate, id), hello);
            context.table().add(id, opening);
        }
    }

    /** Handles a redirect to other addresses (§3.5.1.1.1). */
    void redirect(Redirect redirect, Path from, long nowNanos) {
        var opening = openings.get(redirect.tagEcho());
        if (opening == null || !opening.isLooking()) {
            return;
        }
        if (redirect.destinations().isEmpty()) {
            opening.addCandidate(from, nowNanos);
        }
        for (var destination : redirect.destinations()) {
            for (int id : interfacesTo(destination.endpoint(), from.interfaceId())) {
                opening.addCandidate(new Path(id, destination.endpoint()), nowNanos);
            }
        }
        send(opening, nowNanos);
    }

    /** Returns the preferred socket if it supports the family of {@code address}, otherwise all sockets that do. */
    private List<Integer> interfacesTo(InetSocketAddress address, int preferred) {
        var interfaces = context.sink().interfacesTo(address);
        return interfaces.contains(preferred) ? List.of(preferred) : interfaces;
    }

    void cookieChange(Opening opening, CookieChange change, long nowNanos) {
        opening.changeCookie(change.oldCookie(), change.newCookie(), nowNanos);
        send(opening, nowNanos);
    }

    /** Handles the responder's answer to the keying, which grants the session. */
    void keying(Opening opening, RIKeying answer) {
        var keying = opening.keying();
        if (keying == null || !opening.beginCombining()) {
            return;
        }
        boolean isUnderWay = handshaking
                .worker()
                .submit(
                        () -> keying.combine(answer.sessionKeyResponderComponent()),
                        (keys, doneNanos) -> combined(opening, answer, keys, doneNanos));
        if (!isUnderWay) {
            opening.endCombining();
        }
    }

    /**
     * Returns true in case of glare (§3.5.1.3): the endpoint is opening a session at {@code path} itself and its
     * certificate prevails. The responder then ignores the far end's keying.
     */
    boolean prevailsAt(Path path, Certificate far) {
        return isOpeningTo(path) && handshaking.certificate().prevailsOver(far);
    }

    /** Abandons all openings to {@code path}, because the far end has opened a session meanwhile. */
    void yieldAt(Path path) {
        for (var opening : new ArrayList<>(openings.values())) {
            if (opening.isTo(path)) {
                fail(opening, "the far end opened a session itself");
            }
        }
    }

    long deadlineNanos() {
        long deadline = Clock.NEVER;
        for (var opening : openings.values()) {
            deadline = Math.min(deadline, opening.deadlineNanos());
        }
        return deadline;
    }

    void advance(long nowNanos) {
        if (openings.isEmpty()) {
            return;
        }
        for (var opening : new ArrayList<>(openings.values())) {
            if (opening.isTimedOut(nowNanos)) {
                fail(opening, "no session within the time allowed");
            } else {
                send(opening, nowNanos);
            }
        }
    }

    private void send(Opening opening, long nowNanos) {
        opening.send(packets, handshaking.certificate(), nowNanos);
    }

    private void initiated(Opening opening, @Nullable InitiatorKeying keying, long nowNanos) {
        if (opening.isOver()) {
            return;
        }
        if (keying == null) {
            fail(opening, "the responder offers no keys that we support");
            return;
        }
        opening.keyed(keying, nowNanos);
        send(opening, nowNanos);
    }

    private void combined(Opening opening, RIKeying answer, @Nullable SessionKeys keys, long nowNanos) {
        opening.endCombining();
        var chosen = opening.chosen();
        if (keys == null || chosen == null || opening.isOver()) {
            return;
        }
        forget(opening);
        int id = chosen.receiveSessionId();
        var start = new SessionStart(id, answer.responderSessionId(), keys, chosen.certificate(), null);
        var session = new Session(context, start, chosen.path(), nowNanos);
        context.table().add(session);
        session.user(opening.user().opened(session));
        context.services().touch(session);
        for (ByteBuffer early : opening.earlyDatagrams()) {
            session.receive(early, chosen.path(), nowNanos);
        }
    }

    private void fail(Opening opening, String reason) {
        forget(opening);
        opening.user().failed(reason);
    }

    private void forget(Opening opening) {
        opening.over();
        openings.remove(opening.tag());
        var chosen = opening.chosen();
        if (chosen != null) {
            context.table().removeOpening(chosen.receiveSessionId());
        }
    }

    private boolean isOpeningTo(Path path) {
        for (var opening : openings.values()) {
            if (opening.isTo(path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns true if another opening, or a session opened here, leads to the same far end. Sessions opened by others
     * do not count, because anyone may present a certificate without static keys.
     */
    private boolean isDuplicate(Opening opening, Certificate certificate) {
        for (var other : openings.values()) {
            var chosen = other.chosen();
            if (other != opening && chosen != null && chosen.certificate().equals(certificate)) {
                return true;
            }
        }
        return context.table().sessions().stream()
                .anyMatch(session -> session.isOpen()
                        && session.start().isInitiator()
                        && session.farCertificate().equals(certificate));
    }

    private static @Nullable Certificate read(Bytes encoded) {
        try {
            return Certificate.read(encoded);
        } catch (MalformedException e) {
            return null;
        }
    }
}
