package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.MalformedException;

/**
 * The flags with which one end negotiates HMACs or session sequence numbers (RFC 7425 §4.5.2.4, §4.5.2.5). Immutable.
 */
record NegotiationFlags(boolean willSendAlways, boolean willSendOnRequest, boolean request) {
    static final NegotiationFlags NONE = new NegotiationFlags(false, false, false);

    private static final int WILL_SEND_ALWAYS = 0x04;
    private static final int WILL_SEND_ON_REQUEST = 0x02;
    private static final int REQUEST = 0x01;

    static NegotiationFlags of(int octet) {
        return new NegotiationFlags(
                (octet & WILL_SEND_ALWAYS) != 0, (octet & WILL_SEND_ON_REQUEST) != 0, (octet & REQUEST) != 0);
    }

    /** Returns an initiator's flags: it sends on request, and requests if required. */
    static NegotiationFlags initiators(boolean required) {
        return new NegotiationFlags(false, true, required);
    }

    /**
     * Returns a responder's flags: those of an initiator if either end requires something, otherwise none. One family
     * of clients reads keying components by offset and supports only clear flags.
     */
    static NegotiationFlags responders(boolean required, NegotiationFlags initiator) {
        return required || initiator.request ? initiators(required) : NONE;
    }

    int octet() {
        return (willSendAlways ? WILL_SEND_ALWAYS : 0)
                | (willSendOnRequest ? WILL_SEND_ON_REQUEST : 0)
                | (request ? REQUEST : 0);
    }

    boolean willSend() {
        return willSendAlways || willSendOnRequest;
    }

    /** Returns true if the end with these flags sends to the end with {@code other}. */
    boolean sendsTo(NegotiationFlags other) {
        return willSendAlways || (willSendOnRequest && other.request);
    }

    /** Throws if {@code far} does not send something that this end requires. */
    void checkAgainst(NegotiationFlags far, String what) throws MalformedException {
        if (request && !far.willSend()) {
            throw new MalformedException("peer does not send " + what + ", which are required");
        }
    }
}
