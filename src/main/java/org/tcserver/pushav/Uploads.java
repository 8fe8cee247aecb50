package org.tcserver.pushav;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.pushav.ingest.Evidence;
import org.tcserver.pushav.ingest.Incoming;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.StorageException;
import org.tcserver.pushav.ingest.UploadPath;
import org.tcserver.pushav.ingest.UploadRecord;

/** Receives uploads by PUT or POST. Thread-safe. */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger("uploads");
    private static final int GZIP_BUFFER = 16 * 1024;

    /**
     * Bytes after which an upload yields: a virtual thread whose socket always has data would never release its
     * carrier.
     */
    private static final int MAKE_WAY_EVERY_BYTES = 1 << 20;

    private final long maxBytes;
    private final UploadFigures figures;
    private final BooleanSupplier stopping;

    /**
     * Receives uploads up to a maximum length.
     *
     * @param maxBytes the maximum body length in bytes
     * @param stopping whether the server is closing connections in order to stop
     */
    Uploads(long maxBytes, UploadFigures figures, BooleanSupplier stopping) {
        this.maxBytes = maxBytes;
        this.figures = figures;
        this.stopping = stopping;
    }

    void upload(Call call, PushStream stream, UploadPath path) throws IOException, Problem {
        try (var counted = figures.begin()) {
            take(call, stream, path, counted);
        }
    }

    private void take(Call call, PushStream stream, UploadPath path, UploadFigures.Upload counted)
            throws IOException, Problem {
        if (call.contentLength() > maxBytes) {
            throw tooLong();
        }
        var certificate = ClientCertificates.of(call);
        try {
            var incoming = stream.begin(path);
            try {
                receive(call, incoming);
            } catch (Problem | StorageException e) {
                stream.abandon(incoming);
                throw e;
            } catch (IOException e) {
                counted.cutOff();
                cutOff(call, stream, incoming, certificate);
                if (call.activity().cut()) {
                    throw e;
                }
                call.responseHeader("Connection", "close"); // the start of the next request is unknown
                // reaches only a client that is still connected
                throw new Problem(400, "the body is not whole, or malformed");
            }
            var evidence = new Evidence(certificate, call.header("Content-Type"), call.header("X-EXTINF-duration"));
            var record = stream.commit(incoming, evidence);
            counted.received(outcome(record), record.bytes());
            log(call, stream, record);
            answer(call, record);
        } catch (PushStream.GoneException e) {
            throw Problem.notFound("stream");
        } catch (PushStream.PathTakenException e) {
            throw new Problem(409, "a file and a folder would have the same path");
        }
    }

    private Problem tooLong() {
        return new Problem(413, "the upload is longer than " + maxBytes + " bytes");
    }

    private void receive(Call call, Incoming incoming) throws IOException, Problem {
        long makeWayAt = MAKE_WAY_EVERY_BYTES;
        var body = decoded(call);
        try {
            while (incoming.receive(body)) {
                if (incoming.bytes() > maxBytes) {
                    throw tooLong();
                }
                if (incoming.bytes() >= makeWayAt) {
                    makeWayAt = incoming.bytes() + MAKE_WAY_EVERY_BYTES;
                    LockSupport.parkNanos(1);
                }
            }
        } catch (ZipException e) {
            throw notGzip();
        } catch (EOFException e) {
            if (body instanceof GZIPInputStream) {
                throw notGzip();
            }
            throw e;
        }
    }

    private static InputStream decoded(Call call) throws IOException, Problem {
        var coding = call.header("Content-Encoding");
        return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> call.body();
            case "gzip", "x-gzip" -> unzipped(call.body());
            default -> throw new Problem(415, "of content codings, only gzip is understood");
        };
    }

    private static InputStream unzipped(InputStream body) throws IOException, Problem {
        try {
            return new GZIPInputStream(body, GZIP_BUFFER);
        } catch (EOFException | ZipException e) {
            throw notGzip();
        }
    }

    private static Problem notGzip() {
        return new Problem(400, "the body is not what its Content-Encoding says");
    }

    private void cutOff(
            Call call, PushStream stream, Incoming incoming, Evidence.@Nullable ClientCertificate certificate)
            throws StorageException {
        var why = reason(call);
        var subject = certificate == null ? null : certificate.subject();
        LOG.warn(
                "stream {} {} cut off: {} after {} bytes, {}",
                stream.settings().id(),
                incoming.path(),
                why,
                incoming.bytes(),
                client(call, subject));
        stream.cutOff(incoming, why, subject);
    }

    private String reason(Call call) {
        if (call.activity().cut()) {
            return "the client stalled";
        }
        return stopping.getAsBoolean() ? "the server stopped" : "the client went away";
    }

    private static String client(Call call, @Nullable String subject) {
        return subject == null ? "no certificate, " + call.clientAddress() : subject;
    }

    private static UploadFigures.Outcome outcome(UploadRecord record) {
        return switch (record.verdict()) {
            case REFUSED -> UploadFigures.Outcome.REFUSED;
            case CUT_OFF -> UploadFigures.Outcome.CUT_OFF;
            case ACCEPTED ->
                record.reasons().isEmpty() ? UploadFigures.Outcome.VALID : UploadFigures.Outcome.WITH_ERRORS;
        };
    }

    private static void log(Call call, PushStream stream, UploadRecord record) {
        var verdict = switch (record.verdict()) {
            case REFUSED -> "refused";
            case CUT_OFF -> "cut off";
            case ACCEPTED -> record.reasons().isEmpty() ? "valid" : "accepted with errors";
        };
        LOG.info(
                "stream {} {} {}: {} bytes, {}{}{}",
                stream.settings().id(),
                record.path(),
                verdict,
                record.bytes(),
                client(call, record.subject()),
                record.reasons().isEmpty() ? "" : "; errors: " + String.join("; ", record.reasons()),
                record.warnings().isEmpty() ? "" : "; warnings: " + String.join("; ", record.warnings()));
    }

    private static void answer(Call call, UploadRecord record) throws IOException {
        if (record.verdict() == UploadRecord.Verdict.ACCEPTED) {
            call.empty(202);
            return;
        }
        call.json(400, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("errors");
            for (var reason : record.reasons()) {
                out.writeString(reason);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
