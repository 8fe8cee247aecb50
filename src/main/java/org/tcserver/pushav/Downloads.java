package org.tcserver.pushav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sends files, or ranges of them. Thread-safe. */
final class Downloads {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int BUFFER = 64 * 1024;

    private Downloads() {}

    /**
     * Responds with the file's content, with the requested range, or with 304 if the client has the current version.
     */
    static void send(Call call, Path file, String contentType) throws IOException, Problem {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var modified = java.nio.file.Files.getLastModifiedTime(file).toInstant();
            long size = channel.size();
            var tag = "\"" + Long.toHexString(size) + "-" + Long.toHexString(modified.toEpochMilli()) + "\"";
            headers(call, contentType, modified, tag);
            if (tag.equals(call.header("If-None-Match"))) {
                call.send(304, -1);
                return;
            }
            var ifRange = call.header("If-Range");
            boolean whole = ifRange != null && !ifRange.equals(tag);
            var range = range(call, size, whole);
            if (range == null) {
                content(call, channel, 200, 0, size);
            } else {
                call.responseHeader("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
                content(call, channel, 206, range.first(), range.length());
            }
        }
    }

    private static @org.jspecify.annotations.Nullable ByteRange range(Call call, long size, boolean whole)
            throws Problem {
        if (whole) {
            return null;
        }
        try {
            return ByteRange.of(call.header("Range"), size);
        } catch (Problem problem) {
            call.responseHeader("Content-Range", "bytes */" + size);
            throw problem;
        }
    }

    private static void headers(Call call, String contentType, Instant modified, String tag) {
        call.responseHeader("Content-Type", contentType);
        // scripts in an uploaded file must not run in this server's origin
        call.responseHeader("Content-Security-Policy", "sandbox");
        call.responseHeader("Accept-Ranges", "bytes");
        call.responseHeader("ETag", tag);
        call.responseHeader("Last-Modified", HTTP_DATE.format(modified));
        call.responseHeader("Cache-Control", "no-cache");
    }

    private static void content(Call call, FileChannel channel, int status, long first, long length)
            throws IOException {
        if (call.isHead() || length == 0) {
            call.responseHeader("Content-Length", Long.toString(length));
            call.send(status, -1);
            return;
        }
        call.send(status, length);
        var buffer = ByteBuffer.allocate(BUFFER);
        try (var out = call.output()) {
            for (long done = 0; done < length; ) {
                buffer.clear().limit((int) Math.min(BUFFER, length - done));
                int count = channel.read(buffer, first + done);
                if (count < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
                out.write(buffer.array(), 0, count);
                done += count;
            }
        }
    }
}
