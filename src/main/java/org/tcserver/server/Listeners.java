package org.tcserver.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The addresses to listen on, by protocol; port 0 means any free one. Immutable.
 *
 * @param rtmpSimple for RTMP in a simplified dialect, for clients that cannot bear the full one
 */
public record Listeners(
        List<InetSocketAddress> rtmfp,
        List<InetSocketAddress> rtmp,
        List<InetSocketAddress> rtmpSimple,
        List<InetSocketAddress> rtws) {
    public Listeners {
        rtmfp = List.copyOf(rtmfp);
        rtmp = List.copyOf(rtmp);
        rtmpSimple = List.copyOf(rtmpSimple);
        rtws = List.copyOf(rtws);
    }

    public boolean isEmpty() {
        return rtmfp.isEmpty() && rtmp.isEmpty() && rtmpSimple.isEmpty() && rtws.isEmpty();
    }
}
