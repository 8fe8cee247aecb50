package org.tcserver.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.event.Members;

class ListingPageTest {
    private final AtomicInteger made = new AtomicInteger();

    private Listing listing(int size, String text) {
        return (after, limit) -> LongStream.rangeClosed(1, size)
                .filter(number -> number > after)
                .limit(limit)
                .mapToObj(number -> {
                    made.incrementAndGet();
                    return new Listing.Entry(
                            number, new Members().put("n", number).put("text", text));
                });
    }

    private String json(String query, Listing listing) {
        return ListingPage.of(query).toJson("/api/things", "things", listing).toText();
    }

    @Test
    void aListThatFits() {
        assertEquals("{\"things\":[{\"n\":1,\"text\":\"a\"},{\"n\":2,\"text\":\"a\"}]}\n", json("", listing(2, "a")));
        assertEquals("{\"things\":[]}\n", json("", (after, limit) -> Stream.of()));
    }

    @Test
    void pageByPage() {
        var things = listing(3, "a");
        assertTrue(json("limit=2", things)
                .endsWith("\"n\":2,\"text\":\"a\"}],\"next\":\"/api/things?after=2&limit=2\"}\n"));
        assertEquals("{\"things\":[{\"n\":3,\"text\":\"a\"}]}\n", json("after=2&limit=2", things));
        assertEquals("{\"things\":[]}\n", json("limit=2&after=3&other", things));
    }

    /** The page does not ask for entries beyond its limit. */
    @Test
    void aPageEndsEarlyWhenItIsLong() {
        var numbers = Collections.nCopies(100_000, 10);
        Listing ofLongEntries = (after, limit) -> LongStream.rangeClosed(1, 1000)
                .filter(number -> number > after)
                .limit(limit)
                .mapToObj(number -> {
                    made.incrementAndGet();
                    return new Listing.Entry(
                            number, new Members().put("n", number).put("numbers", numbers));
                });
        var page = json("limit=1000", ofLongEntries);
        assertTrue(page.length() < 1_600_000, () -> page.length() + " characters");
        assertTrue(
                page.endsWith("\"next\":\"/api/things?after=4&limit=1000\"}\n"),
                () -> page.substring(page.length() - 80));
        assertTrue(made.get() <= 6, made::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=1001", "limit", "limit=-1", "after=x", "after=1e3", "after=9999999999999999999"
            })
    void whatMakesNoSense(String query) {
        assertThrows(IllegalArgumentException.class, () -> ListingPage.of(query));
    }
}
