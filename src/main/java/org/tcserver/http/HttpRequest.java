package org.tcserver.http;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The head of an HTTP request (RFC 9112 §2 to §5). Immutable.
 *
 * @param target as in the request line
 * @param headers values by header name in lower case, in order of arrival
 */
public record HttpRequest(String method, String target, String version, Map<String, List<String>> headers) {
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]{1,20}) ([!-~]+) (HTTP/[0-9]\\.[0-9])");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]+)/?(.*)");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\\r\\n\0]*)");

    /** Reads {@code head}: request line and headers, separated by CR LF, without the empty line at the end. */
    static HttpRequest read(String head) throws RefusedRequestException {
        var lines = head.split("\r\n", -1);
        var requestLine = REQUEST_LINE.matcher(lines[0]);
        if (!requestLine.matches()) {
            throw bad("not an HTTP request");
        }
        if (lines.length - 1 > HttpParameters.MAX_HEADERS) {
            throw bad("more than " + HttpParameters.MAX_HEADERS + " HTTP headers");
        }
        var headers = new HashMap<String, List<String>>();
        for (int i = 1; i < lines.length; i++) {
            var header = HEADER.matcher(lines[i]);
            if (!header.matches()) {
                throw bad("malformed HTTP header");
            }
            headers.computeIfAbsent(header.group(1).toLowerCase(ROOT), name -> new ArrayList<>())
                    .add(header.group(2).trim());
        }
        return new HttpRequest(requestLine.group(1), requestLine.group(2), requestLine.group(3), Map.copyOf(headers));
    }

    private static RefusedRequestException bad(String message) {
        return new RefusedRequestException("400 Bad Request", "", message);
    }

    /** Returns the values of all headers with the name, in lower case, joined by commas; empty if there are none. */
    public String header(String name) {
        return String.join(",", headers.getOrDefault(name, List.of()));
    }

    /** Returns whether the list in the headers with the name contains {@code token}, ignoring case. */
    public boolean lists(String name, String token) {
        return Stream.of(header(name).split(",", -1))
                .anyMatch(item -> item.trim().equalsIgnoreCase(token));
    }

    /** Returns the number of headers with the name, in lower case. */
    int valuesOf(String name) {
        return headers.getOrDefault(name, List.of()).size();
    }

    /** Returns whether the request contains the host. */
    public boolean namesHost() {
        return headers.containsKey("host") || ABSOLUTE.matcher(target).matches();
    }

    /** Returns whether the request has a body (RFC 9112 §6.3). */
    boolean hasBody() {
        var length = header("content-length");
        return headers.containsKey("transfer-encoding") || !(length.isEmpty() || length.equals("0"));
    }

    /** Returns whether the client may send more requests on this connection (§9.3). */
    boolean keepsAlive() {
        return version.equals("HTTP/1.1") && !lists("connection", "close");
    }

    /**
     * Returns the headers that identify the requesting page; a host in the target replaces the Host header (§3.2.2).
     */
    public PageHeaders page() {
        var absolute = ABSOLUTE.matcher(target);
        var hosts = absolute.matches() ? List.of(absolute.group(1)) : headers.getOrDefault("host", List.of());
        return PageHeaders.of(name -> name.equals("host") ? hosts : headers.getOrDefault(name, List.of()));
    }

    /** Returns the path of the target from the slash on, not decoded and without the query (§3.2). */
    public String path() {
        var absolute = ABSOLUTE.matcher(target);
        var origin = absolute.matches() ? "/" + absolute.group(2) : target;
        return origin.split("[?#]", 2)[0];
    }

    /** Returns the query of the target, not decoded; may be empty. */
    public String query() {
        var parts = target.split("#", 2)[0].split("\\?", 2);
        return parts.length == 2 ? parts[1] : "";
    }
}
