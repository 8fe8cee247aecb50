package org.tcserver.flow;

import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.Protocol;
import org.tcserver.wire.Bytes;

/**
 * The far end of a connection over flows. Immutable; nonces and peer ID may be empty.
 *
 * @param figures the figures of the connection
 * @param memory the account that is charged for memory that the connection uses
 */
public record FlowPeer(
        Protocol protocol,
        ConnectionFigures figures,
        MemoryAccount memory,
        Bytes nearNonce,
        Bytes farNonce,
        Bytes peerId) {}
