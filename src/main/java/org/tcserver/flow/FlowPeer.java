package org.tcserver.flow;

import org.tcserver.tc.Protocol;
import org.tcserver.wire.Bytes;

/** Who is at the far end of a connection over flows. Immutable; nonces and peer ID may be empty. */
public record FlowPeer(Protocol protocol, Bytes nearNonce, Bytes farNonce, Bytes peerId) {}
