package org.tcserver.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Protocol;

/**
 * The addresses to listen on, by protocol; port 0 means any free one. Immutable.
 *
 * @param rtmpSimple for a simplified dialect of RTMP, for clients that fail with the full one
 */
public record Listeners(
        List<InetSocketAddress> rtmfp,
        List<InetSocketAddress> rtmp,
        List<InetSocketAddress> rtmpSimple,
        List<InetSocketAddress> rtws,
        Secure secure) {
    /** The addresses with TLS, and the PEM files of the certificate and its key: both or neither. */
    public record Secure(
            List<InetSocketAddress> rtmps,
            List<InetSocketAddress> wss,
            @Nullable Path certificateFile,
            @Nullable Path keyFile) {
        public static final Secure NONE = new Secure(List.of(), List.of(), null, null);

        public Secure {
            rtmps = List.copyOf(rtmps);
            wss = List.copyOf(wss);
        }

        public boolean isEmpty() {
            return rtmps.isEmpty() && wss.isEmpty();
        }
    }

    public Listeners {
        rtmfp = List.copyOf(rtmfp);
        rtmp = List.copyOf(rtmp);
        rtmpSimple = List.copyOf(rtmpSimple);
        rtws = List.copyOf(rtws);
    }

    /** Returns the protocols that have an address. */
    List<Protocol> protocols() {
        var addresses = new EnumMap<Protocol, List<InetSocketAddress>>(Protocol.class);
        addresses.put(Protocol.RTMFP, rtmfp);
        addresses.put(Protocol.RTMP, rtmp);
        addresses.put(Protocol.RTMP_SIMPLE, rtmpSimple);
        addresses.put(Protocol.RTMPS, secure.rtmps());
        addresses.put(Protocol.RTWS, rtws);
        addresses.put(Protocol.WSS, secure.wss());
        addresses.values().removeIf(List::isEmpty);
        return List.copyOf(addresses.keySet());
    }

    public boolean isEmpty() {
        return rtmfp.isEmpty() && rtmp.isEmpty() && rtmpSimple.isEmpty() && rtws.isEmpty() && secure.isEmpty();
    }
}
