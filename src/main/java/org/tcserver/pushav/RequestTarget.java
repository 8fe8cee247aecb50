package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The path elements and query of a request. Each element is decoded separately (RFC 3986), so an encoded slash does not
 * split it. Immutable.
 *
 * @param path without the empty element that a trailing slash would produce
 * @param slash whether the path ends with a slash
 */
record RequestTarget(List<String> path, boolean slash, Map<String, String> query) {
    private static final int MAX_CHARS = 8192;

    /** Parses the raw request target, in which one character stands for one byte. */
    static RequestTarget parse(String raw) throws Problem {
        if (raw.length() > MAX_CHARS) {
            throw new Problem(414, "the request target is too long");
        }
        int question = raw.indexOf('?');
        var path = question < 0 ? raw : raw.substring(0, question);
        if (!path.startsWith("/")) {
            path = afterAuthority(path);
        }
        var elements = new ArrayList<String>();
        for (var element : path.substring(1).split("/", -1)) {
            elements.add(decode(element));
        }
        boolean slash = elements.getLast().isEmpty();
        if (slash) {
            elements.removeLast();
        }
        return new RequestTarget(
                List.copyOf(elements), slash, question < 0 ? Map.of() : query(raw.substring(question + 1)));
    }

    /** Returns the path of an absolute-form target, the form that clients use with proxies. */
    private static String afterAuthority(String target) throws Problem {
        int authority = target.indexOf("://");
        if (authority < 0) {
            throw new Problem(400, "the request target is not a path");
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    private static Map<String, String> query(String raw) throws Problem {
        var query = new HashMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = decode((equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1).replace('+', ' '));
            query.putIfAbsent(name, value);
        }
        return Map.copyOf(query);
    }

    static String decode(String text) throws Problem {
        var bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.put((byte) (hex(text, i + 1) << 4 | hex(text, i + 2)));
                i += 2;
            } else {
                bytes.put((byte) text.charAt(i));
            }
        }
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem(400, "the request target is not UTF-8");
        }
    }

    private static int hex(String text, int index) throws Problem {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new Problem(400, "the request target has a malformed percent-encoding");
        }
        return digit;
    }
}
