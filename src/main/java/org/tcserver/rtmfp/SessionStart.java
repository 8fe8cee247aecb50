package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.chunk.PacketMode;
import org.tcserver.rtmfp.chunk.RIKeying;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.SessionKeys;

/**
 * What a handshake led to. Immutable.
 *
 * @param receiveSessionId in front of the packets that come
 * @param sendSessionId in front of the packets that go
 * @param handshake the last step, which the responder repeats when asked again; null at the initiator
 */
record SessionStart(
        int receiveSessionId,
        int sendSessionId,
        SessionKeys keys,
        Certificate farCertificate,
        @Nullable Handshake handshake) {
    /** What was asked for and what was granted. */
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
