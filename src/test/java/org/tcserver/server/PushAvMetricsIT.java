package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.StatusClient;

/** Tests the Push AV server's upload metrics. */
class PushAvMetricsIT {
    @TempDir
    Path folder;

    @TempDir
    Path work;

    @Test
    void uploadsAreCounted() throws Exception {
        try (var bed = new PushAvTestBed(folder, true)) {
            var status = new StatusClient(bed.metricsAddress());
            var before = status.metrics();
            assertEquals(0, before.sum("pushavserver_uploads_total"));
            assertEquals(0, before.value("pushavserver_streams"));
            bed.makeDevice();
            var stream = bed.newStream("dash");
            var file = Files.write(work.resolve("media"), new byte[5000]);
            bed.curl("-T", file.toString(), bed.url(stream + "/session_1/video/segment_1001.m4s"));
            bed.curl("-T", file.toString(), "-H", "Content-Encoding: none", bed.url(stream + "/x.m4s"));
            var metrics = status.metrics();
            assertEquals(1, metrics.value("pushavserver_streams"));
            assertEquals(1, metrics.value("pushavserver_uploads_total{outcome=\"refused\"}"));
            assertEquals(1, metrics.value("pushavserver_uploads_total{outcome=\"failed\"}"));
            assertEquals(0, metrics.value("pushavserver_uploads_in_progress"));
            assertEquals(1, metrics.value("pushavserver_problems_total{status=\"415\"}"));
            assertEquals(5000, metrics.value("pushavserver_upload_size_bytes_sum"));
            assertEquals(1, metrics.value("pushavserver_upload_duration_seconds_count"));
            assertTrue(metrics.value("pushavserver_connections_total") >= 4);
            assertEquals(
                    Pattern.compile("^\\.It Li (pushavserver_[a-z_]+)$", Pattern.MULTILINE)
                            .matcher(Files.readString(Path.of("man", "pushavserver.1")))
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    metrics.families());
            assertEquals(200, status.get("/readyz").status());
            assertEquals(200, status.get("/healthz").status());
            assertEquals(404, status.get("/api/streams").status());
        }
    }
}
