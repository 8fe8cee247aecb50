package org.tcserver.flow;

import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.Protocol;
import org.tcserver.wire.Bytes;

/**
 * Who is at the far end of a connection over flows. Immutable; nonces and peer ID may be empty.
 *
 * @param figures what is counted of the connection
 * @param memory what the connection makes the server hold
 */
public record FlowPeer(
        Protocol protocol,
        ConnectionFigures figures,
        MemoryAccount memory,
        Bytes nearNonce,
        Bytes farNonce,
        Bytes peerId) {}
