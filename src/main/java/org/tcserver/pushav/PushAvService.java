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

/** The Push AV service: streams, certificates and pages behind HTTPS. Thread-safe. */
public final class PushAvService implements AutoCloseable {
    private static final Duration TIDY_PERIOD = Duration.ofSeconds(1);

    /**
     * What the service works with.
     *
     * @param maxUploadBytes the longest upload that is taken
     * @param stallLimit how long a client may do nothing in the middle of a request
     * @param platformThreads how many requests may be under way at once, each on a platform thread; 0 for virtual
     *     threads, as many as needed
     * @param retention what is kept of what was uploaded
     */
    public record Limits(long maxUploadBytes, Duration stallLimit, int platformThreads, Retention retention) {
        /** The JDK's HTTP server reads TLS inside a monitor, where JDKs before this one pin a virtual thread's carrier. */
        private static final int FIRST_WITHOUT_PINNING = 24;

        /** Limits with which everything is kept. */
        public Limits(long maxUploadBytes, Duration stallLimit, int platformThreads) {
            this(maxUploadBytes, stallLimit, platformThreads, Retention.ALL);
        }

        /** The same, but for what is kept. */
        public Limits keeping(Retention kept) {
            return new Limits(maxUploadBytes, stallLimit, platformThreads, kept);
        }

        /** An upload that alone is more than what is kept is too long. */
        private long longestUpload() {
            return Math.min(maxUploadBytes, retention.maxBytes());
        }

        /** The usual limits for everything but the length of uploads. */
        public static Limits of(long maxUploadBytes) {
            boolean pinning = Runtime.version().feature() < FIRST_WITHOUT_PINNING;
            return new Limits(maxUploadBytes, Duration.ofSeconds(30), pinning ? 1024 : 0);
        }
    }

    /**
     * Rules by which the service refuses requests.
     *
     * @param strict whether new streams refuse what breaks a rule
     * @param pages decides which web pages may change something
     */
    public record Rules(boolean strict, OriginPolicy pages) {}

    private final Streams streams;
    private final PageGuard guard;
    private final HttpFront front;
    private final UploadFigures uploads = new UploadFigures(Clock.SYSTEM);
    private volatile boolean closing;
    private final AtomicBoolean tidying = new AtomicBoolean();

    /** Opens the streams of a working directory. */
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

    /** One at a time: a slow disk may take longer than until the next. On a thread of the system, not to keep others from theirs. */
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
     * @param port 0 for one that is free
     * @return the port
     */
    public int listen(List<InetAddress> addresses, int port, SSLContext tls) throws IOException {
        int chosen = port;
        for (var address : addresses) {
            chosen = front.listen(new InetSocketAddress(address, chosen), tls);
        }
        return chosen;
    }

    /** Writes all figures, for Prometheus; the manual has a table of them. */
    public void writeMetrics(Exposition to) {
        uploads.write(to);
        to.gauge("pushavserver_streams", "Streams that are kept.")
                .sample(Labels.NONE, streams.list().size());
        guard.writeMetrics(to);
        front.writeMetrics(to);
    }

    /** Whether new requests are refused, since the server is to stop. */
    public boolean draining() {
        return front.draining();
    }

    /** Answers what is under way, for at most {@code limit}, and refuses what comes new. */
    public void drain(Duration limit) throws InterruptedException {
        front.drain(limit);
    }

    /** Stops at once: connections are closed, unfinished uploads are dropped. */
    @Override
    public void close() throws IOException {
        closing = true;
        front.close();
        streams.close();
    }
}
