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
 * The configuration of a Push AV server. Immutable.
 *
 * @param host name or address to listen on, as the user wrote it
 * @param port 0 for any free one
 * @param workingDirectory the folder for all data; if empty, a temporary folder that is removed at the end
 * @param dnsName the instance name to advertise over mDNS
 * @param serverAddress an address that clients will use, for the server's certificate
 * @param strict whether to refuse uploads that break a rule
 * @param maxUploadBytes maximum length of an upload
 * @param maxAge how long to keep an upload; zero means forever
 * @param maxBytes how much to keep of each stream
 * @param pages other origins whose web pages may change something
 * @param metrics addresses for metrics and health; port 0 means any free one
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
    /** Default maximum length of an upload: 4 GiB. */
    public static final long DEFAULT_MAX_UPLOAD_BYTES = 4L << 30;

    public PushAvConfig {
        pages = Set.copyOf(pages);
        metrics = List.copyOf(metrics);
    }
}
