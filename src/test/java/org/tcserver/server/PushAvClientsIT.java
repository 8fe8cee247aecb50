package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends requests in the same form as real clients. */
class PushAvClientsIT {
    @TempDir
    Path folder;

    @TempDir
    Path work;

    private PushAvTestBed bed;
    private String stream;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        bed = new PushAvTestBed(folder, false);
        bed.makeDevice();
        stream = bed.newStream("cmaf-ingest");
        file = Files.writeString(work.resolve("file"), "0123456789".repeat(1000));
    }

    @AfterEach
    void stop() throws Exception {
        bed.close();
    }

    private Path stored(String path) {
        return folder.resolve(stream.substring(1)).resolve(path);
    }

    /**
     * Uploads like the reference content generator: chunked, waiting for status 100, foreign Host, empty Content-Type.
     */
    @Test
    void endlessPut() throws Exception {
        var path = "session_1/video/segment_1001.m4s";
        var status = bed.status(
                "-T",
                "-",
                "-H",
                "Expect: 100-continue",
                "-H",
                "Content-Type;",
                "-H",
                "Host: localhost:8080",
                bed.url(stream + "/" + path));
        assertEquals("202", status);
        assertEquals(0, Files.size(stored(path)));
        var shell = "head -c 3000000 /dev/zero | curl -sS --cacert \"$1\" --http1.1 -T - -H 'Expect: 100-continue'"
                + " -H 'Content-Type;' -H 'Host: localhost:8080' -w '%{http_code}' \"$2\"";
        var run = PushAvTestBed.run(
                List.of("bash", "-c", shell, "put", bed.serverRoot().toString(), bed.url(stream + "/" + path)));
        assertEquals("202", run.out());
        assertEquals(3_000_000, Files.size(stored(path)));
    }

    @Test
    void ffmpegItself() throws Exception {
        PushAvTestBed.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=2",
                "-c:v",
                "libx264",
                "-movflags",
                "+frag_keyframe+empty_moov",
                "-f",
                "mp4",
                "-method",
                "PUT",
                "-ca_file",
                bed.serverRoot().toString(),
                "-tls_verify",
                "1",
                "-cert_file",
                bed.deviceCertificate().toString(),
                "-key_file",
                bed.deviceKey().toString(),
                bed.url(stream + "/session_1/video/video.init"));
        bed.awaitUploads(stream);
        assertTrue(bed.anonymous(bed.url(stream)).out().contains("\"session_1/video/video.init.crt\""));
        assertTrue(Files.readString(stored("session_1/video/video.init.crt")).contains("[[\"commonName\",\"dev\"]]"));
    }

    /**
     * Uploads like the reference camera: HTTP/2 preferred, a new connection per file, and a slash after the publishing
     * point.
     */
    @ParameterizedTest
    @ValueSource(strings = {"--http2", "--http1.1", "--http1.0", "--no-alpn", "--tlsv1.3", "--tls-max=1.2"})
    void versions(String version) throws Exception {
        var arguments = version.split("=", 2);
        var status = bed.status(
                "-w",
                "%{http_code} %{http_version}",
                "-T",
                file.toString(),
                arguments[0],
                arguments.length > 1 ? arguments[1] : "-g",
                bed.url(stream + "/session_1/video/video.init"));
        assertEquals("202 1.1", status.replace("1.0", "1.1"));
    }

    /**
     * Behaves like the ESP32 example: keep-alive, and answers of at most 511 bytes whose first "id" is the stream's.
     */
    @Test
    void smallAnswers() throws Exception {
        var answer = bed.curl("-XPOST", bed.url("/streams?interface=dash")).out();
        assertTrue(answer.length() <= 511, answer);
        assertEquals("{\"id\":2,", answer.substring(0, 8));
        var run = bed.curl(
                "-o",
                "/dev/null",
                "-o",
                "/dev/null",
                "-o",
                "/dev/null",
                "-w",
                "%{num_connects} ",
                "-T",
                file.toString(),
                bed.url(stream + "/session_1/v/v.init"),
                "-T",
                file.toString(),
                bed.url(stream + "/session_1/v/segment_1001.m4s"),
                bed.url(stream + "/session_1/v/v.init"));
        assertEquals("1 0 0 ", run.out());
    }

    @Test
    void harnessRequests() throws Exception {
        assertEquals(
                "201", bed.status("-XPOST", "-H", "Content-Type: application/json", "-d", "{}", bed.url("/streams")));
        var json = "Content-Type: application/json";
        for (var body :
                List.of("{\"trackName\":\"media\"}", "{\"track_name\":\"media\"}", "{\"track_name\":[\"a\",\"b\"]}")) {
            assertEquals(
                    "null",
                    bed.anonymous("-H", json, "-d", body, bed.url(stream + "/trackName"))
                            .out());
        }
        for (var body : List.of(
                "",
                "{}",
                "[]",
                "{\"track_name\":1}",
                "{\"track_name\":\"\"}",
                "{\"track_name\":\"\\u001b[1m\"}",
                "{" + "[".repeat(5000))) {
            assertEquals("422", bed.status("-H", json, "-d", body, bed.url(stream + "/trackName")), body);
        }
        assertEquals("422", bed.status("-XPOST", bed.url("/streams?interface=rtmp")));
        var root = bed.anonymous(bed.url("/certs/server/root.pem")).out();
        assertTrue(root.startsWith("{\"type\":\"cert\",\"key\":null,\"cert\":{\"public_cert\":\"-----BEGIN"), root);
    }

    @Test
    void emptyRequestToThePublishingPoint() throws Exception {
        assertEquals("200", bed.status("-XPUT", bed.url(stream)));
        assertEquals("200", bed.status("-XPOST", "-d", "", bed.url(stream + "/")));
        assertEquals("400", bed.status("-XPOST", "-d", "x", bed.url(stream)));
    }

    @Test
    void postEqualsPut() throws Exception {
        assertEquals("202", bed.put(file, stream + "/session_1/v/v.init", "-XPOST"));
        assertEquals(10_000, Files.size(stored("session_1/v/v.init")));
        assertEquals("200", bed.status("-XDELETE", bed.url(stream + "/session_1/v/v.init")));
        assertEquals("404", bed.status("-XDELETE", bed.url(stream + "/session_1/v/v.init")));
        assertFalse(Files.exists(stored("session_1")));
    }

    @Test
    void gzipBodies() throws Exception {
        var packed = work.resolve("packed");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
        assertEquals("202", bed.put(packed, stream + "/session_1/v/v.init", "-H", "Content-Encoding: gzip"));
        assertEquals(Files.readString(file), Files.readString(stored("session_1/v/v.init")));
        assertEquals("400", bed.put(file, stream + "/session_1/v/w.init", "-H", "Content-Encoding: gzip"));
        assertEquals("415", bed.put(file, stream + "/session_1/v/w.init", "-H", "Content-Encoding: br"));
        assertFalse(Files.exists(stored("session_1/v/w.init")));
    }

    @Test
    void downloads() throws Exception {
        var path = stream + "/session_1/v/segment_1001.m4s";
        bed.put(file, path);
        var head = bed.curl("-I", bed.url(path)).out();
        assertTrue(head.startsWith("HTTP/1.1 200"), head);
        assertTrue(head.contains("Content-length: 10000\r\n"), head);
        assertTrue(head.contains("Content-type: video/iso.segment\r\n"), head);
        assertTrue(head.contains("Access-control-allow-origin: *\r\n"), head);
        assertEquals("345", bed.curl("-r", "3-5", bed.url(path)).out());
        assertEquals("206", bed.status("-r", "-5", bed.url(path)));
        assertEquals("416", bed.status("-r", "10000-", bed.url(path)));
        var tag = head.replaceAll("(?s).*Etag: (\\S+)\r\n.*", "$1");
        assertEquals("304", bed.status("-H", "If-None-Match: " + tag, bed.url(path)));
        assertEquals("404", bed.status(bed.url(stream + "/session_1/v")));
        assertEquals("404", bed.status(bed.url(stream + "/none.m4s")));
    }

    @Test
    void aForeignCertificateEndsTheConnection() throws Exception {
        PushAvTestBed.require("openssl");
        var key = work.resolve("foreign.key").toString();
        var certificate = work.resolve("foreign.pem").toString();
        PushAvTestBed.run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=foreign",
                "-keyout",
                key,
                "-out",
                certificate));
        var run = bed.anonymous("--cert", certificate, "--key", key, bed.url("/streams"));
        assertTrue(run.exit() != 0 && run.out().contains("alert"), run::out);
    }

    @Test
    void secretsStaySecret() throws Exception {
        for (var path : List.of("server/root.key", "server/localhost.key", "device/root.key")) {
            assertEquals("403", bed.status(bed.url("/certs/" + path)));
            assertEquals("403", bed.status(bed.url("/ui/certificates/" + path)));
        }
        assertTrue(bed.curl(bed.url("/certs/device/dev.key")).out().contains("BEGIN RSA PRIVATE KEY"));
        assertEquals("404", bed.status(bed.url("/certs/device/none.pem")));
        assertEquals("404", bed.status(bed.url("/certs/other/root.pem")));
        for (var name : List.of("root", ".x", "a%2fb", "x".repeat(65))) {
            assertEquals("422", bed.status("-XPOST", bed.url("/certs/" + name + "/keypair")), name);
        }
        assertEquals("422", bed.status("-XPOST", bed.url("/certs/dev/keypair?override=maybe")));
        assertTrue(bed.curl("-XPOST", bed.url("/certs/dev/keypair?override=false"))
                .out()
                .endsWith("\"created\":false}"));
        for (var csr : List.of(
                "{\"csr\":\"x\"}",
                "{\"csr\":\"-----BEGIN CERTIFICATE REQUEST-----\\nMIIB\\n-----END CERTIFICATE REQUEST-----\"}")) {
            assertEquals("400", bed.status("--json", csr, bed.url("/certs/x/sign")), csr);
        }
        assertEquals("422", bed.status("--json", "{}", bed.url("/certs/x/sign")));
    }

    @Test
    void methodsThatAreNotThere() throws Exception {
        var answer = bed.curl("-i", "-XPATCH", bed.url("/streams")).out();
        assertTrue(answer.startsWith("HTTP/1.1 405"), answer);
        assertTrue(answer.contains("Allow: GET, HEAD, POST\r\n"), answer);
        assertEquals("404", bed.status(bed.url("/none")));
        assertEquals("422", bed.status(bed.url("/streams/abc")));
        assertEquals("404", bed.status(bed.url("/streams/99")));
        assertEquals("404", bed.put(file, "/streams/99/session_1/v/v.init"));
    }
}
