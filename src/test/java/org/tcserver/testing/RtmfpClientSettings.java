package org.tcserver.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.wire.Bytes;

/**
 * Settings of an {@link RtmfpClient}. Immutable; each method returns a changed copy.
 *
 * @param networkOrder whether media messages may overtake each other
 */
public record RtmfpClientSettings(
        InetSocketAddress server, EndpointDiscriminator discriminator, RtmfpPeerSettings peer, boolean networkOrder) {
    static RtmfpClientSettings to(InetSocketAddress server) {
        var anyData = new EndpointDiscriminator(null, Bytes.ofUtf8("rtmfp://127.0.0.1/"), null);
        return new RtmfpClientSettings(server, anyData, RtmfpPeerSettings.usual(), false);
    }

    /** Opens the session with this discriminator instead of one that selects any server for its ancillary data. */
    public RtmfpClientSettings lookingFor(EndpointDiscriminator other) {
        return new RtmfpClientSettings(server, other, peer, networkOrder);
    }

    public RtmfpClientSettings with(UnaryOperator<RtmfpPeerSettings> change) {
        return new RtmfpClientSettings(server, discriminator, change.apply(peer), networkOrder);
    }

    public RtmfpClientSettings inNetworkOrder() {
        return new RtmfpClientSettings(server, discriminator, peer, true);
    }

    /** Opens the session. */
    public RtmfpClient open() throws IOException, InterruptedException {
        return RtmfpClient.open(this);
    }
}
