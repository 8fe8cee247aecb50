package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the session of the manual's example, command by command, with the real curl, openssl and ffmpeg. */
class PushAvSessionIT {
    @TempDir
    Path folder;

    @TempDir
    Path work;

    @ParameterizedTest(name = "strict {0}, restarted {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void wholeSession(boolean strict, boolean restarted) throws Exception {
        try (var bed = new PushAvTestBed(folder, strict)) {
            var pair = bed.anonymous("-XPOST", bed.url("/certs/dev/keypair")).out();
            assertEquals(
                    "{\"key\":\"" + bed.deviceKey() + "\",\"cert\":\"" + bed.deviceCertificate()
                            + "\",\"created\":true}",
                    pair);
            var created = bed.curl("-XPOST", bed.url("/streams")).out();
            assertTrue(created.startsWith("{\"id\":1,\"stream_id\":1,\"strict_mode\":" + strict + ","), created);
            if (restarted) {
                bed.restart();
            }
            push(bed);
            if (restarted) {
                bed.restart();
            }
            list(bed, strict);
            probe(bed, strict);
            sign(bed);
        }
    }

    private void push(PushAvTestBed bed) throws Exception {
        PushAvTestBed.require("ffmpeg");
        var generate = Path.of("bin/generate-cmaf").toAbsolutePath().toString();
        var run = PushAvTestBed.run(List.of(
                "env",
                "PUBLISHING_ENDPOINT=" + bed.url("/streams/1"),
                generate,
                "--working-directory",
                folder.toString(),
                "--duration",
                "3"));
        assertEquals(0, run.exit(), run::out);
        bed.awaitUploads("/streams/1");
    }

    private static void list(PushAvTestBed bed, boolean strict) throws Exception {
        var streams = bed.anonymous(bed.url("/streams")).out();
        var reason = "the extension 'cmfv' is not allowed; allowed are mpd, m3u8, m4s and init";
        assertTrue(streams.startsWith("{\"streams\":[{\"id\":1,"), streams);
        assertTrue(
                streams.contains("\"file_path\":\"cmaf/example/video-720p.cmfv\",\"reasons\":[\"" + reason
                        + "\"],\"refused\":" + strict),
                streams);
    }

    private static void probe(PushAvTestBed bed, boolean strict) throws Exception {
        for (var path : List.of("/probe/1/", "/streams/probe/1/")) {
            var answer = bed.anonymous("-i", bed.url(path + "cmaf/example/video-720p.cmfv"))
                    .out();
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertEquals(strict, answer.contains("X-upload-refused: true"), answer);
            assertTrue(answer.contains("\"codec_name\" : \"h264\""), answer);
            assertTrue(answer.contains("\"width\" : 1280"), answer);
        }
    }

    private void sign(PushAvTestBed bed) throws Exception {
        PushAvTestBed.require("openssl");
        var script = """
                set -e
                openssl req -new -newkey rsa:2048 -nodes -keyout client.key -out client.csr -subj "/CN=test" 2>/dev/null
                sed '$!G' client.csr | paste -sd '\\\\n' - > client.curl.csr
                curl -sS --cacert "$1" -XPOST "$2" -d "{\\"csr\\":\\"$(cat client.curl.csr)\\"}" --header "content-type: application/json"
                """;
        var run = PushAvTestBed.run(List.of(
                "bash",
                "-c",
                "cd " + work + "\n" + script,
                "sign",
                bed.serverRoot().toString(),
                bed.url("/certs/my-device/sign")));
        var certificate = folder.resolve("certs/device/my-device.pem");
        assertEquals("{\"key\":null,\"cert\":\"" + certificate + "\",\"created\":true}", run.out());
        var verified = PushAvTestBed.run(List.of(
                "openssl",
                "verify",
                "-purpose",
                "sslclient",
                "-CAfile",
                folder.resolve("certs/device/root.pem").toString(),
                certificate.toString()));
        assertEquals(certificate + ": OK\n", verified.out());
        var status = bed.anonymous(
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "--cert",
                certificate.toString(),
                "--key",
                work.resolve("client.key").toString(),
                "-XPOST",
                bed.url("/streams"));
        assertEquals("201", status.out());
        assertTrue(Files.exists(folder.resolve("streams/2")));
    }
}
