package org.tcserver.tc;

import java.util.EnumMap;
import java.util.Map;

/** The server's traffic counters, by protocol. Thread-safe, without locks. */
public final class TcFigures {
    private final Map<Protocol, ProtocolFigures> protocols = new EnumMap<>(Protocol.class);

    public TcFigures() {
        for (var protocol : Protocol.values()) {
            protocols.put(protocol, new ProtocolFigures());
        }
    }

    public ProtocolFigures of(Protocol protocol) {
        var figures = protocols.get(protocol);
        if (figures == null) {
            throw new AssertionError("every protocol has its figures");
        }
        return figures;
    }
}
