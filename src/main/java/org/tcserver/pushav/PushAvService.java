package org.tcserver.pushav;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.cert.DeviceCertificates;
import org.tcserver.http.OriginPolicy;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Labels;
import org.tcserver.pushav.ingest.Retention;
import org.tcserver.pushav.ingest.Streams;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** The Push AV service: streams, certificates and pages over HTTPS. Thread-safe. */
public final class PushAvService implements AutoCloseable {
    private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);

    /**
     * Limits of the service.
     *
     * @param maxUploadBytes maximum length of an upload
     * @param stallLimit how long a client may be idle in the middle of a request
     * @param platformThreads maximum number of concurrent requests, each on a platform thread; 0 for virtual threads
     *     without a maximum
     * @param retention how long and how much uploaded content to keep
     */
    public record Limits(long maxUploadBytes, Duration stallLimit, int platformThreads, Retention retention) {
        /**
         * The JDK's HTTP server reads TLS inside a monitor. Before this release, that pins a virtual thread's carrier.
         */
        private static final int FIRST_WITHOUT_PINNING = 24;

        /** Creates limits that keep all content. */
        public Limits(long maxUploadBytes, Duration stallLimit, int platformThreads) {
            this(maxUploadBytes, stallLimit, platformThreads, Retention.ALL);
        }

        /** Returns the same limits with another retention. */
        public Limits keeping(Retention kept) {
            return new Limits(maxUploadBytes, stallLimit, platformThreads, kept);
        }

        /** Returns the maximum upload length: a single upload must not exceed the amount to keep. */
        private long longestUpload() {
            return Math.min(maxUploadBytes, retention.maxBytes());
        }

        /** Returns default limits with the given maximum upload length. */
        public static Limits of(long maxUploadBytes) {
            boolean pinning = Runtime.version().feature() < FIRST_WITHOUT_PINNING;
            return new Limits(maxUploadBytes, Duration.ofSeconds(30), pinning ? 1024 : 0);
        }
    }

    /**
     * Rules for refusing requests.
     *
     * @param strict whether new streams refuse uploads that break a rule
     * @param pages decides which web pages may change something
     */
    public record Rules(boolean strict, OriginPolicy pages) {}

    private final Streams streams;
    private final PageGuard guard;
    private final HttpFront front;
    private final UploadFigures uploads = new UploadFigures(Clock.SYSTEM);
    private volatile boolean closing;
    private final AtomicBoolean tidying = new AtomicBoolean();

    /** Opens the streams in a working directory. */
    public PushAvService(Path workingDirectory, Rules rules, DeviceCertificates devices, Limits limits, Timers timers)
            throws IOException {
        streams = Streams.open(workingDirectory.resolve("streams"), InstantSource.system());
        var shelf = new CertificateShelf(
                new CertificateFolder(workingDirectory.resolve("certs/server")),
                new CertificateFolder(workingDirectory.resolve("certs/device")));
        var probe = new ProbeEndpoint(streams);
        var router = new Router(Map.of(
                "streams",
                        new StreamEndpoint(
                                streams,
                                new Uploads(limits.longestUpload(), uploads, () -> closing),
                                probe,
                                rules.strict()),
                "probe", probe,
                "certs", new CertificateEndpoint(shelf, devices),
                "ui", new PageEndpoint(streams, shelf),
                "static", new StaticEndpoint()));
        guard = new PageGuard(rules.pages(), router);
        timers.every(TIDY_PERIOD, () -> tidy(limits.retention()));
        front = new HttpFront(
                new ExchangeThreads(limits.platformThreads(), limits.stallLimit(), timers, Clock.SYSTEM), guard);
    }

    /**
     * Removes expired content, one run at a time, because a slow disk may take longer than the period. Runs on its own
     * platform thread, so that a slow disk delays neither timers nor virtual threads.
     */
    private void tidy(Retention retention) {
        if (tidying.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("tidy").start(() -> {
                try {
                    streams.tidy(retention);
                } finally {
                    tidying.set(false);
                }
            });
        }
    }

    /**
     * Starts to listen on all addresses, on one port.
     *
     * @param port 0 for any free port
     * @return the port
     */
    public int listen(List<InetAddress> addresses, int port, SSLContext tls) throws IOException {
        int chosen = port;
        for (var address : addresses) {
            chosen = front.listen(new InetSocketAddress(address, chosen), tls);
        }
        return chosen;
    }

    /** Writes all metrics for Prometheus; the manual lists them. */
    public void writeMetrics(Exposition to) {
        uploads.write(to);
        to.gauge("pushavserver_streams", "Streams that are kept.")
                .sample(Labels.NONE, streams.list().size());
        guard.writeMetrics(to);
        front.writeMetrics(to);
    }

    /** Returns whether new requests are refused because the server is stopping. */
    public boolean draining() {
        return front.draining();
    }

    /** Finishes requests in progress, for at most {@code limit}, and refuses new ones. */
    public void drain(Duration limit) throws InterruptedException {
        front.drain(limit);
    }

    /** Stops at once: closes connections and drops unfinished uploads. */
    @Override
    public void close() throws IOException {
        closing = true;
        front.close();
        streams.close();
    }
}
