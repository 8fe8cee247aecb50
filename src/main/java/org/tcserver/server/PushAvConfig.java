package org.tcserver.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tcserver.http.WebOrigin;

/**
 * What a Push AV server is told. Immutable.
 *
 * @param host name or address to listen on, as the user wrote it
 * @param port 0 for one that is free
 * @param workingDirectory where all is kept; if empty, a temporary folder that is removed at the end
 * @param dnsName the instance name to advertise over mDNS
 * @param serverAddress an address that clients will use, for the server's certificate
 * @param strict whether uploads that break a rule are refused
 * @param maxUploadBytes the longest upload that is taken
 * @param maxAge for how long an upload is kept; zero: for ever
 * @param maxBytes how much is kept of each stream
 * @param pages origins of web pages elsewhere that may change something
 * @param metrics where metrics and health are told; port 0 means any free one
 */
public record PushAvConfig(
        String host,
        int port,
        Optional<Path> workingDirectory,
        Optional<String> dnsName,
        Optional<InetAddress> serverAddress,
        boolean strict,
        long maxUploadBytes,
        Duration maxAge,
        long maxBytes,
        Set<WebOrigin> pages,
        List<InetSocketAddress> metrics) {
    /** Bytes that an upload may have if the user does not say: 4 GiB. */
    public static final long DEFAULT_MAX_UPLOAD_BYTES = 4L << 30;

    public PushAvConfig {
        pages = Set.copyOf(pages);
        metrics = List.copyOf(metrics);
    }
}
