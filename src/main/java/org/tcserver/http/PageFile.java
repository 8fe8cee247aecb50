package org.tcserver.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tcserver.wire.Bytes;

/** A file from the jar, with its response headers. Immutable. */
record PageFile(String headers, String entityTag, Bytes content) {
    private static final int TAG_BYTES = 12;

    /** Reads the resource {@code name} of this room. {@code extraHeaders}, each ended by CR LF, apply to it alone. */
    static PageFile read(String name, String extraHeaders) {
        try (var in = PageFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            var content = in.readAllBytes();
            var tag = '"'
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, TAG_BYTES)
                    + '"';
            // browsers revalidate each time and rarely download again, so an updated server shows its new page at once
            var headers = "Cache-Control: no-cache\r\nETag: " + tag + "\r\nX-Content-Type-Options: nosniff\r\n"
                    + "Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n"
                    + "Content-Type: " + type(name) + "\r\n" + extraHeaders;
            return new PageFile(headers, tag, Bytes.wrap(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("a file of no known type: " + name);
        };
    }

    HttpAnswer answer(HttpRequest request) {
        var known = request.header("if-none-match");
        return known.contains(entityTag) || known.equals("*")
                ? HttpAnswer.notModified(headers)
                : new HttpAnswer("200 OK", headers, content);
    }
}
