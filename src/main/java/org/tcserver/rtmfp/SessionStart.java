package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.PacketMode;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.SessionKeys;

/**
 * The result of a handshake. Immutable.
 *
 * @param receiveSessionId the session ID of incoming packets
 * @param sendSessionId the session ID of outgoing packets
 * @param handshake the last step, which the responder repeats on request; null at the initiator
 */
record SessionStart(
        int receiveSessionId,
        int sendSessionId,
        SessionKeys keys,
        Certificate farCertificate,
        @Nullable Handshake handshake) {
    /** An initiator's keying and the responder's answer. */
    record Handshake(IIKeying keying, RIKeying answer) {
        boolean isRepeatedBy(IIKeying other) {
            return keying.initiatorSessionId() == other.initiatorSessionId()
                    && keying.initiatorCertificate().equals(other.initiatorCertificate())
                    && keying.sessionKeyInitiatorComponent().equals(other.sessionKeyInitiatorComponent());
        }
    }

    boolean isInitiator() {
        return handshake == null;
    }

    PacketMode nearMode() {
        return isInitiator() ? PacketMode.INITIATOR : PacketMode.RESPONDER;
    }
}
