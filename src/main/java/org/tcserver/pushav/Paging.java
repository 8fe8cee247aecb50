package org.tcserver.pushav;

import java.util.List;

/** The part of a long list that a page shows. Immutable. */
record Paging(int page, int pages, int from, int to) {
    static final int ROWS = 200;

    static Paging of(Call call, int rows) {
        int pages = Math.max(1, (rows + ROWS - 1) / ROWS);
        var asked = call.query("page");
        int page = asked != null && asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : 1;
        page = Math.clamp(page, 1, pages);
        return new Paging(page, pages, (page - 1) * ROWS, Math.min(rows, page * ROWS));
    }

    <T> List<T> rows(List<T> all) {
        return all.subList(from, to);
    }

    /** Appends links to the other parts. {@code target} is a URL that ends where the page number goes. */
    void links(Html html, String target) {
        if (pages == 1) {
            return;
        }
        html.markup("<p class=\"paging\">page " + page + " of " + pages + " ");
        if (page > 1) {
            html.link(target + "1", "first")
                    .markup(" ")
                    .link(target + (page - 1), "previous")
                    .markup(" ");
        }
        if (page < pages) {
            html.link(target + (page + 1), "next").markup(" ").link(target + pages, "last");
        }
        html.markup("</p>\n");
    }
}
