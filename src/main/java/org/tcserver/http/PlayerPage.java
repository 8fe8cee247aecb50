package org.tcserver.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page at {@code /} for watching a stream in a browser, and its files under {@code /_/}. Stateless. */
public final class PlayerPage {
    private static final String FOLDER = "/_/";
    private static final List<String> NAMES = List.of(
            "access.js",
            "amf0.js",
            "bytes.js",
            "codecs.js",
            "delay.js",
            "fmp4.js",
            "icon.svg",
            "leftout.js",
            "main.js",
            "mse.js",
            "rtws.js",
            "sound.js",
            "style.css",
            "tags.js",
            "tc.js",
            "viewer.js",
            "webcodecs.js",
            "words.js");

    /**
     * Allows only scripts and styles from this server, and no markup from strings. Lists WebSocket schemes, because in
     * some browsers 'self' does not include WebSockets.
     */
    private static final String POLICY =
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"
                    + " img-src 'self' data:; media-src blob:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'self'; require-trusted-types-for 'script'\r\n";

    private static final Map<String, PageFile> FILES = files();

    private PlayerPage() {}

    private static Map<String, PageFile> files() {
        var files = new HashMap<String, PageFile>();
        files.put("/", PageFile.read("page.html", POLICY));
        NAMES.forEach(name -> files.put(FOLDER + name, PageFile.read(name, "")));
        return Map.copyOf(files);
    }

    /** Returns the response to a valid GET or HEAD request. */
    public static HttpAnswer answer(HttpRequest request) {
        var file = FILES.get(request.path());
        return file == null ? HttpAnswer.text("404 Not Found", "There is nothing here.") : file.answer(request);
    }
}
