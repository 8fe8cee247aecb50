package org.tcserver.rtmfp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.rtmfp.chunk.AddressOrigin;
import org.tcserver.rtmfp.chunk.CookieChange;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.chunk.Redirect;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.Keying;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The responder's side of session startup (RFC 7016 §3.5.1.1.2). Confined to the endpoint's thread.
 *
 * <p>It keeps no state for an initiator that has not returned a valid cookie. It answers each packet with at most one
 * packet.
 */
final class Responder {
    private final EndpointContext context;
    private final StartupPackets packets;
    private final Handshaking handshaking;
    private final Initiator initiator;
    private final EndpointUser user;
    private final Cookies cookies;
    private final AnswerLimit answerLimit;
    private final Set<Path> keyingUnderWay = new HashSet<>();
    private boolean accepting = true;

    Responder(EndpointContext context, StartupPackets packets, Handshaking handshaking, Initiator initiator) {
        this.context = context;
        this.packets = packets;
        this.handshaking = handshaking;
        this.initiator = initiator;
        user = handshaking.user();
        cookies = new Cookies(handshaking.random());
        answerLimit = new AnswerLimit(handshaking.random());
    }

    /** Accepts or refuses new sessions. Introductions continue in either case. */
    void accept(boolean on) {
        accepting = on;
    }

    /** Handles a hello. {@code spentBytes}: the number of bytes that the initiator sent for it. */
    void hello(IHello hello, int spentBytes, Path from, long nowNanos) {
        var discriminator = read(hello.endpointDiscriminator());
        if (discriminator == null || hello.tag().length() > RtmfpParameters.MAX_TAG_BYTES) {
            return;
        }
        if (spentBytes < RtmfpParameters.MIN_HELLO_BYTES) {
            user.helloTooShort(from);
        } else if (discriminator.selects(handshaking.certificate())) {
            answer(hello.tag(), from, nowNanos);
        } else if (discriminator.fingerprint() != null) {
            introduce(hello, discriminator.fingerprint(), from, nowNanos);
        }
    }

    /** Handles a forwarded hello (§3.5.1.5) like one from the initiator itself. */
    void hello(FIHello hello, int interfaceId, long nowNanos) {
        var discriminator = read(hello.endpointDiscriminator());
        if (discriminator != null
                && hello.tag().length() <= RtmfpParameters.MAX_TAG_BYTES
                && discriminator.selects(handshaking.certificate())) {
            answer(hello.tag(), new Path(interfaceId, hello.replyAddress().endpoint()), nowNanos);
        }
    }

    void keying(IIKeying keying, Path from, long nowNanos) {
        switch (cookies.check(keying.cookieEcho(), from, nowNanos)) {
            case VALID -> keyingWithValidCookie(keying, from, nowNanos);
            case OTHER_ADDRESS -> changeCookie(keying, from, nowNanos);
            case INVALID -> {}
        }
    }

    private void changeCookie(IIKeying keying, Path from, long nowNanos) {
        if (mayAnswer(from, nowNanos)) {
            var change = new CookieChange(keying.cookieEcho(), cookies.make(from, nowNanos));
            packets.send(keying.initiatorSessionId(), change, from, nowNanos);
        }
    }

    /** Returns true if one more answer may go to an address that may be forged. */
    private boolean mayAnswer(Path to, long nowNanos) {
        boolean allowed = answerLimit.allows(to.address(), nowNanos);
        if (!allowed) {
            user.answeredTooOften(to);
        }
        return allowed;
    }

    private void answer(Bytes tag, Path to, long nowNanos) {
        if (accepting && mayAnswer(to, nowNanos)) {
            var hello = new RHello(
                    tag, cookies.make(to, nowNanos), handshaking.certificate().encoded());
            packets.send(0, hello, to, nowNanos);
        }
    }

    private void introduce(IHello hello, Bytes fingerprint, Path from, long nowNanos) {
        var introduction = mayAnswer(from, nowNanos) ? user.lookup(fingerprint, from) : null;
        if (introduction == null) {
            return;
        }
        var responder = introduction.responder();
        var destinations = new ArrayList<Address>();
        destinations.add(new Address(responder.path().address(), AddressOrigin.OBSERVED));
        introduction.addresses().stream()
                .limit(RtmfpParameters.MAX_REDIRECT_ADDRESSES)
                .forEach(destinations::add);
        packets.send(0, new Redirect(hello.tag(), destinations), from, nowNanos);
        var initiatorAddress = new Address(from.address(), AddressOrigin.OBSERVED);
        responder.forward(new FIHello(hello.endpointDiscriminator(), initiatorAddress, hello.tag()), nowNanos);
    }

    private void keyingWithValidCookie(IIKeying keying, Path from, long nowNanos) {
        Certificate certificate;
        try {
            certificate = Certificate.read(keying.initiatorCertificate());
        } catch (MalformedException e) {
            return;
        }
        var handshake = handshakeWith(from);
        if (handshake != null && handshake.isRepeatedBy(keying)) {
            packets.send(keying.initiatorSessionId(), handshake.answer(), from, nowNanos);
            return;
        }
        var existing = context.table().session(from);
        if (maySucceed(from, existing, certificate)) {
            compute(keying, certificate, from);
        } else if (existing != null && !mayReplace(existing, certificate)) {
            existing.doubt(nowNanos);
        }
    }

    /** Returns true if a session from {@code from} may start, and replace the {@code existing} one if any. */
    private boolean maySucceed(Path from, @Nullable Session existing, Certificate certificate) {
        return accepting
                && !context.table().isFull()
                && mayReplace(existing, certificate)
                && !initiator.prevailsAt(from, certificate);
    }

    private SessionStart.@Nullable Handshake handshakeWith(Path path) {
        var session = context.table().session(path);
        return session == null || !session.isOpen() ? null : session.start().handshake();
    }

    /**
     * Returns true if the far end may replace this session, which only the same far end may do (RFC 7425 §4.3.7).
     * Another far end at its address puts the session in doubt, since addresses are reused.
     */
    private static boolean mayReplace(@Nullable Session session, Certificate certificate) {
        return session == null || !session.isOpen() || session.farCertificate().equals(certificate);
    }

    private void compute(IIKeying keying, Certificate certificate, Path from) {
        if (keyingUnderWay.contains(from) || !user.mayOpen(from)) {
            return;
        }
        var component = keying.sessionKeyInitiatorComponent();
        boolean isUnderWay = handshaking
                .worker()
                .submit(
                        () -> handshaking.keying().respond(certificate, component),
                        (response, nowNanos) -> computed(keying, certificate, from, response, nowNanos));
        if (isUnderWay) {
            keyingUnderWay.add(from);
        }
    }

    private void computed(
            IIKeying keying, Certificate certificate, Path from, Keying.@Nullable Response response, long nowNanos) {
        keyingUnderWay.remove(from);
        var existing = context.table().session(from);
        if (response == null || !maySucceed(from, existing, certificate)) {
            return;
        }
        if (existing != null) {
            existing.override();
        }
        initiator.yieldAt(from);
        int id = context.table().newId();
        var answer = new RIKeying(id, response.component(), Keying.NO_SIGNATURE);
        var start = new SessionStart(
                id,
                keying.initiatorSessionId(),
                response.keys(),
                certificate,
                new SessionStart.Handshake(keying, answer));
        var session = new Session(context, start, from, nowNanos);
        var sessionUser = user.sessionOpened(session);
        if (sessionUser == null) {
            return;
        }
        session.user(sessionUser);
        context.table().add(session);
        context.services().touch(session);
        packets.send(keying.initiatorSessionId(), answer, from, nowNanos);
    }

    private static @Nullable EndpointDiscriminator read(Bytes encoded) {
        try {
            return EndpointDiscriminator.read(encoded);
        } catch (MalformedException e) {
            return null;
        }
    }
}
