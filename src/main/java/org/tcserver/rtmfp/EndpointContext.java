package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.PacketScratch;
import org.tcserver.wire.ByteWriter;

/** The resources that all sessions of an endpoint share. Confined to the endpoint's thread. */
final class EndpointContext {
    private static final int DATAGRAM_BYTES = 9000;

    private final DatagramSink sink;
    private final RtmfpFigures figures = new RtmfpFigures();
    private final SecretHash mobilityHash;
    private final PacketScratch scratch = new PacketScratch();
    private final ByteWriter packet = new ByteWriter(DATAGRAM_BYTES);
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
    private final TimeCriticality timeCriticality = new TimeCriticality();
    private final SessionTable table;
    private final ServiceQueue services = new ServiceQueue();

    EndpointContext(DatagramSink sink, SecureRandom random) {
        this.sink = sink;
        table = new SessionTable(random);
        mobilityHash = new SecretHash(random);
    }

    SessionTable table() {
        return table;
    }

    ServiceQueue services() {
        return services;
    }

    DatagramSink sink() {
        return sink;
    }

    RtmfpFigures figures() {
        return figures;
    }

    SecretHash mobilityHash() {
        return mobilityHash;
    }

    PacketScratch scratch() {
        return scratch;
    }

    /** Returns a cleared buffer for one plain packet that leaves immediately. */
    ByteWriter packet() {
        return packet.clear();
    }

    /** Returns a buffer for one datagram that leaves immediately. */
    ByteBuffer datagram() {
        return datagram;
    }

    TimeCriticality timeCriticality() {
        return timeCriticality;
    }
}
