package org.tcserver.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the head of a request as its bytes arrive. Confined to the connection's reading thread. */
public final class RequestReader {
    private static final int END = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private byte[] head = new byte[512];
    private int length;
    private int lastFour;

    /** Returns whether no byte of a request has arrived yet. */
    boolean isEmpty() {
        return length == 0;
    }

    /**
     * Consumes bytes up to the end of the head and returns the request, or null if the end has not arrived. Later bytes
     * stay in {@code in}.
     */
    public @Nullable HttpRequest next(ByteBuffer in) throws RefusedRequestException {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (length == 0 && (octet == '\r' || octet == '\n')) {
                continue; // RFC 9112 §2.2: ignore an empty line before a request
            }
            if (length == HttpParameters.MAX_HEAD_BYTES) {
                throw new RefusedRequestException(
                        "431 Request Header Fields Too Large", "", "HTTP request with too long a head");
            }
            if (length == head.length) {
                head = Arrays.copyOf(head, 2 * length);
            }
            head[length++] = octet;
            lastFour = lastFour << 8 | (octet & 0xff);
            if (lastFour == END) {
                return HttpRequest.read(new String(head, 0, length - 4, ISO_8859_1));
            }
        }
        return null;
    }
}
