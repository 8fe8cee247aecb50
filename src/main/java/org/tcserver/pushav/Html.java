package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Builds an HTML page and escapes all text. Confined to one thread. */
final class Html {
    private static final String POLICY = "default-src 'self'; media-src 'self' blob:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder page = new StringBuilder(4096);

    Html(String title) {
        markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .text(title)
                .markup("</title><meta name=\"viewport\" content=\"width=device-width\">")
                .markup("<link rel=\"stylesheet\" href=\"/static/styles.css\"></head>\n<body>\n<nav>")
                .link("/ui/streams", "Streams")
                .link("/ui/certificates", "Certificates")
                .markup("</nav>\n<main>\n<h1>")
                .text(title)
                .markup("</h1>\n");
    }

    /** Appends trusted markup unchanged. */
    @CanIgnoreReturnValue
    Html markup(String markup) {
        page.append(markup);
        return this;
    }

    /** Appends untrusted text, escaped for content and quoted attributes. */
    @CanIgnoreReturnValue
    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(c);
            }
        }
        return this;
    }

    @CanIgnoreReturnValue
    Html link(String target, String text) {
        return markup("<a href=\"").text(target).markup("\">").text(text).markup("</a>");
    }

    @CanIgnoreReturnValue
    Html heading(String text) {
        return markup("<h2>").text(text).markup("</h2>\n");
    }

    @CanIgnoreReturnValue
    Html cell(String text) {
        return markup("<td>").text(text).markup("</td>");
    }

    /** Appends a table cell with a number, with thousands separators. */
    @CanIgnoreReturnValue
    Html cell(long number) {
        return markup("<td class=\"number\">")
                .text(String.format(Locale.ROOT, "%,d", number))
                .markup("</td>");
    }

    /** Appends a time, to the second. */
    @CanIgnoreReturnValue
    Html time(Instant moment) {
        return markup("<time datetime=\"" + moment + "\">")
                .text(TIME.format(moment))
                .markup("</time>");
    }

    /** Formats a number and a noun whose plural ends in s. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    @CanIgnoreReturnValue
    Html pre(String text) {
        return markup("<pre>").text(text).markup("</pre>\n");
    }

    /** Appends a list of texts; nothing if it is empty. */
    @CanIgnoreReturnValue
    Html list(String cssClass, List<String> texts) {
        if (texts.isEmpty()) {
            return this;
        }
        markup("<ul class=\"").text(cssClass).markup("\">");
        texts.forEach(text -> markup("<li>").text(text).markup("</li>"));
        return markup("</ul>");
    }

    /** Appends a row of a two-column table. */
    @CanIgnoreReturnValue
    Html row(String name, String value) {
        return markup("<tr><th>").text(name).markup("</th>").cell(value).markup("</tr>\n");
    }

    void send(Call call) throws IOException {
        send(call, 200);
    }

    void send(Call call, int status) throws IOException {
        call.responseHeader("Content-Security-Policy", POLICY);
        call.responseHeader("Cache-Control", "no-store");
        markup("</main>\n</body>\n</html>\n");
        call.answer(status, "text/html; charset=utf-8", page.toString().getBytes(UTF_8));
    }

    /** Encodes path elements for a URL. */
    static String url(List<String> elements) {
        return String.join("/", elements.stream().map(Html::url).toList());
    }

    private static String url(String element) {
        return URLEncoder.encode(element, UTF_8).replace("+", "%20");
    }
}
