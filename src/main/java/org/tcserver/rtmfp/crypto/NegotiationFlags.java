package org.tcserver.rtmfp.crypto;

import org.tcserver.wire.MalformedException;

/**
 * What one end says about sending and receiving HMACs or session sequence numbers (RFC 7425 §4.5.2.4, §4.5.2.5).
 * Immutable.
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

    /** What an initiator says: it sends if asked, and asks if it must. */
    static NegotiationFlags initiators(boolean required) {
        return new NegotiationFlags(false, true, required);
    }

    /**
     * What a responder says: as an initiator if there is anything to agree upon. If not, all flags are clear: one family
     * of clients reads keying components by offset and understands nothing else.
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

    /** Whether the end that said this sends to the one that said {@code other}. */
    boolean sendsTo(NegotiationFlags other) {
        return willSendAlways || (willSendOnRequest && other.request);
    }

    /** Throws if {@code far} does not send what this end cannot do without. */
    void checkAgainst(NegotiationFlags far, String what) throws MalformedException {
        if (request && !far.willSend()) {
            throw new MalformedException("peer does not send " + what + ", which are required");
        }
    }
}
